import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAuditJob } from '../../../src/domains/settlement/audit/audit.js';
import { GATE, makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { act, app, back, pay, place, startSettling, until } from '../orders/settling.js';

const APPROVER = { role: 'TOWNSHIP_OPERATOR' };
const RUN =
  '{ id state totalFen payees preparedBy approvedBy payouts(first: 10) { nodes { amountFen state reason producer { id } } } }';

beforeAll(() => startSettling());
afterAll(() => app.stop());

const keyOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;

interface Errors {
  code: string;
  field: string | null;
}
interface Run {
  id: string;
  state: string;
  totalFen: number;
  payees: number;
  preparedBy: string;
  approvedBy: string | null;
  payouts: { nodes: { amountFen: number; state: string; reason: string | null; producer: { id: string } }[] };
}

async function run(
  verb: 'Prepare' | 'Approve' | 'Cancel' | 'Settle' | 'Return',
  input: object,
  as: object = OPERATOR,
): Promise<{ run: Run | null; userErrors: Errors[] }> {
  const type = { Prepare: 'PayoutPrepareInput', Return: 'PayoutReturnInput' }[verb as 'Prepare'] ?? 'PayoutActionInput';
  const answer = await app.ask(
    `mutation($input: ${type}!) { payout${verb}(input: $input) { run ${RUN} userErrors { code field } } }`,
    { input: { idempotencyKey: newKey(), ...input } },
    as,
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[`payout${verb}`];
}

const setPayee = async (producerId: string, account: string, over: object = {}, as: object = OPERATOR) =>
  (
    await app.ask(
      `mutation($input: PayeeSetInput!) { payeeSet(input: $input) { payee { maskedHolder maskedAccount bank } userErrors { code field } } }`,
      { input: { producerId, holder: '王小明', account, bank: '农业银行固镇支行', ...over } },
      as,
    )
  ).data.payeeSet;

let accounts = 62_284_804_000;

/** A household of the village that is owed its share of a completed order of so many fen. */
async function owed(
  fen: number,
  { payee = true } = {},
): Promise<{ household: string; orderId: string; account: string }> {
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: household, priceFen: fen, stock: { [GATE]: '10' } });
  const order = await place([{ productId, quantity: '1' }]);
  await pay(order.id, fen);
  await act('fulfil', order.id);
  await act('complete', order.id);
  await until(async () => (await balance(household)) === Math.floor((fen * 89) / 100));
  const account = String(++accounts);
  if (payee) expect((await setPayee(household, account)).userErrors).toEqual([]);
  return { household, orderId: order.id, account };
}

async function balance(household: string): Promise<number> {
  const { rows } = await app.db.pool.query<{ fen: number }>(
    `select coalesce(sum(-b.balance_fen), 0)::bigint as fen from ledger_account a join ledger_balance b on b.account_id = a.id
      where a.kind = 'PRODUCER' and a.owner = $1`,
    [keyOf(household)],
  );
  return rows[0]!.fen;
}

test('a run is prepared by one person, approved by another, exported for the bank and settled', async () => {
  const [a, b] = [await owed(1_000), await owed(2_000)];
  await owed(5_000, { payee: false });
  const prepared = (await run('Prepare', { placeCode: VILLAGE })).run!;
  expect(prepared).toMatchObject({ state: 'PREPARED', totalFen: 2_670, payees: 2, approvedBy: null });
  expect(prepared.payouts.nodes.map((p) => [p.producer.id, p.amountFen])).toEqual([
    [a.household, 890],
    [b.household, 1_780],
  ]);
  // Nobody is in two runs, and nobody approves their own.
  expect((await run('Prepare', { placeCode: VILLAGE })).userErrors).toEqual([
    { code: 'NOTHING_TO_PAY', field: 'placeCode' },
  ]);
  expect((await run('Approve', { runId: prepared.id })).userErrors).toEqual([{ code: 'OWN_RUN', field: 'runId' }]);
  expect(await balance(a.household)).toBe(890);

  const approved = (await run('Approve', { runId: prepared.id }, APPROVER)).run!;
  expect([approved.state, await balance(a.household), await balance(b.household)]).toEqual(['APPROVED', 0, 0]);
  const exported = await app.ask(
    `mutation($input: PayoutExportInput!) { payoutExport(input: $input) { file { filename content } userErrors { code field } } }`,
    { input: { runId: prepared.id, reason: '银行代发' } },
    OPERATOR,
  );
  const { filename, content } = exported.data.payoutExport.file;
  const number = filename.replace('.csv', '');
  expect(content.split('\r\n').slice(1)).toEqual([
    `1,王小明,"\t${a.account}",农业银行固镇支行,8.90,农产品货款 ${number}`,
    `2,王小明,"\t${b.account}",农业银行固镇支行,17.80,农产品货款 ${number}`,
    `合计,2,,,26.70,${number}`,
    '',
  ]);
  const { rows: access } = await app.db.pool.query(
    `select fields, reason from personal_data_access where subject like 'payout-run:%'`,
  );
  expect(access).toEqual([{ fields: ['HOLDER', 'ACCOUNT'], reason: '银行代发' }]);

  // One of them comes back, and is owed again.
  const returned = await run('Return', { runId: prepared.id, producerId: b.household, reason: '账号已销户' });
  expect(returned.run!.payouts.nodes.map((p) => [p.state, p.reason])).toEqual([
    ['APPROVED', null],
    ['RETURNED', '账号已销户'],
  ]);
  expect(await balance(b.household)).toBe(1_780);
  expect((await run('Return', { runId: prepared.id, producerId: b.household, reason: '再退' })).userErrors).toEqual([
    { code: 'NOT_IN_RUN', field: 'producerId' },
  ]);
  const settled = (await run('Settle', { runId: prepared.id })).run!;
  expect([settled.state, settled.payouts.nodes.map((p) => p.state)]).toEqual(['SETTLED', ['PAID', 'RETURNED']]);

  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { data } = await app.ask(
    `query($id: ID!, $day: Date!) { producerStatement(producerId: $id, from: $day, to: $day)
      { openingFen closingFen payableFen lines { kind amountFen balanceFen } } }`,
    { id: b.household, day: today },
    OPERATOR,
  );
  expect(data.producerStatement).toEqual({
    openingFen: 0,
    closingFen: 1_780,
    payableFen: 1_780,
    lines: [
      { kind: 'SALE', amountFen: 1_780, balanceFen: 1_780 },
      { kind: 'PAYOUT', amountFen: -1_780, balanceFen: 0 },
      { kind: 'PAYOUT_RETURNED', amountFen: 1_780, balanceFen: 1_780 },
    ],
  });
});

test('a run whose money was refunded meanwhile is not approved; cancelled, its producers are free again', async () => {
  const { household, orderId } = await owed(3_000);
  const prepared = (await run('Prepare', { placeCode: VILLAGE })).run!;
  await back(orderId, [{ lineNo: 1, quantity: '0.5', disposition: 'WRITE_OFF' }]);
  await until(async () => (await balance(household)) === 1_335);
  expect((await run('Approve', { runId: prepared.id }, APPROVER)).userErrors).toEqual([
    { code: 'BALANCE_CHANGED', field: 'runId' },
  ]);
  expect(await balance(household)).toBe(1_335);
  expect((await run('Cancel', { runId: prepared.id })).run!.state).toBe('CANCELLED');
  const again = (await run('Prepare', { placeCode: VILLAGE })).run!;
  expect(again.payouts.nodes.find((p) => p.producer.id === household)!.amountFen).toBe(1_335);
  expect((await run('Settle', { runId: again.id })).userErrors).toEqual([{ code: 'RUN_STATE', field: 'runId' }]);
  await run('Cancel', { runId: again.id });
});

test('of two who approve at once, and of two runs prepared at once, one wins and money is booked once', async () => {
  const { household } = await owed(4_000);
  const prepared = await Promise.all([run('Prepare', { placeCode: VILLAGE }), run('Prepare', { placeCode: VILLAGE })]);
  const won = prepared.filter((one) => one.run);
  expect(won).toHaveLength(1);
  expect(['BUSY', 'NOTHING_TO_PAY']).toContain(prepared.find((one) => !one.run)!.userErrors[0]!.code);
  const { id } = won[0]!.run!;
  const approvals = await Promise.all(Array.from({ length: 5 }, () => run('Approve', { runId: id }, APPROVER)));
  expect(approvals.filter((one) => one.run)).toHaveLength(1);
  expect(await balance(household)).toBe(0);
});

test('an account is sealed and shown masked; another’s is taken only when said so', async () => {
  const [first, second] = [await makeHousehold(app), await makeHousehold(app)];
  expect(await setPayee(first, '6228 4804 0256 4890')).toEqual({
    payee: { maskedHolder: '王**', maskedAccount: '****4890', bank: '农业银行固镇支行' },
    userErrors: [],
  });
  expect((await setPayee(second, '6228480402564890')).userErrors).toEqual([
    { code: 'ACCOUNT_TAKEN', field: 'account' },
  ]);
  expect((await setPayee(second, '6228480402564890', { shared: true })).userErrors).toEqual([]);
  expect((await setPayee(second, '12')).userErrors).toEqual([{ code: 'BAD_ACCOUNT', field: 'account' }]);
  const { rows } = await app.db.pool.query<{ sealed: string }>('select account_sealed as sealed from payee');
  expect(rows.every(({ sealed }) => /^v1\.[\w-]+$/.test(sealed))).toBe(true);
});

test('income of a place is public, but not of fewer than five households; of one household its staff alone', async () => {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const ask = (as = {}) =>
    app.ask(
      `query($year: Int!) { incomeReport(placeCode: "340323200", year: $year) { households totalFen rows { place { name } households incomeFen suppressed } } }`,
      { year },
      as,
    );
  const { data } = await ask();
  expect(data.incomeReport.rows).toHaveLength(1);
  const [{ households, incomeFen, suppressed }] = data.incomeReport.rows;
  expect([households, suppressed, data.incomeReport.totalFen]).toEqual([
    data.incomeReport.households,
    false,
    incomeFen,
  ]);
  const { rows } = await app.db.pool.query<{ fen: number }>(
    `select (-sum(p.amount_fen))::bigint as fen from ledger_posting p join ledger_account a on a.id = p.account_id
       join ledger_entry e on e.id = p.entry_id and e.kind in ('SALE', 'REFUND') where a.kind in ('PRODUCER', 'PRODUCER_PENDING')`,
  );
  expect(incomeFen).toBe(rows[0]!.fen);
  const { household } = await owed(600);
  const own = async (as: object) =>
    (
      await app.ask(
        'query($id: ID!, $year: Int!) { node(id: $id) { ... on Household { incomeFen(year: $year) } } }',
        { id: household, year },
        as,
      )
    ).data.node?.incomeFen;
  expect([await own(OPERATOR), await own({ role: 'CADRE' }), await own({})]).toEqual([534, null, undefined]);
});

test('a breach is told once, stays open until the books agree again, and is then closed', async () => {
  const logged: unknown[] = [];
  const logger = { error: (what: unknown) => void logged.push(what) };
  const job = () => createAuditJob(app.db, logger as never, []).work();
  const open = async () =>
    (await app.ask('{ auditBreaches { rule subject expected actual } }', {}, OPERATOR)).data.auditBreaches;
  await job();
  expect([await open(), logged]).toEqual([[], []]);
  await app.db.pool.query(
    `update ledger_balance set balance_fen = balance_fen + 5 where account_id = (select id from ledger_account where kind = 'BANK')`,
  );
  await job();
  await job();
  expect([(await open()).length, logged.length]).toEqual([1, 1]);
  expect((await open())[0]).toMatchObject({ rule: 'LEDGER_ACCOUNT_BALANCE', subject: 'account:BANK:' });
  await app.db.pool.query(
    `update ledger_balance set balance_fen = balance_fen - 5 where account_id = (select id from ledger_account where kind = 'BANK')`,
  );
  await job();
  expect(await open()).toEqual([]);
  const { data } = await app.ask('{ ledgerBalances { kind balanceFen } }', {}, OPERATOR);
  expect(data.ledgerBalances.reduce((sum: number, { balanceFen }: { balanceFen: number }) => sum + balanceFen, 0)).toBe(
    0,
  );
});
