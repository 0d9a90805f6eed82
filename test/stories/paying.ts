import { findBreaches } from '../../src/domains/settlement/index.js';
import type { TestApp } from '../kit/app.js';
import { newKey, OPERATOR, VILLAGE } from '../kit/goods.js';
import { booked } from '../domains/settlement/books.js';

const APPROVER = { role: 'TOWNSHIP_OPERATOR' };
/** Bank accounts of these stories: made up. */
let accounts = 62_284_800_000_000;

async function ask(app: TestApp, name: string, wanted: string, input: object, as: object = OPERATOR) {
  const type =
    { payoutPrepare: 'PayoutPrepareInput', payeeSet: 'PayeeSetInput', payoutExport: 'PayoutExportInput' }[name] ??
    (name.startsWith('order') ? 'OrderActionInput' : 'PayoutActionInput');
  const key = name === 'payeeSet' || name === 'payoutExport' ? {} : { idempotencyKey: newKey() };
  const answer = await app.ask(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${wanted} userErrors { code field } } }`,
    { input: { ...key, ...input } },
    as,
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

/** The buyer has it: the order is completed and its shares are payable. */
export async function complete(app: TestApp, orderId: string, entries: readonly string[]): Promise<void> {
  const { userErrors } = await ask(app, 'orderComplete', 'order { status }', { orderId });
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  await booked(app, orderId, entries);
}

/** Gives a producer an account; answers its number. */
export async function openAccount(app: TestApp, producerId: string): Promise<string> {
  const account = String(++accounts);
  const { userErrors } = await ask(app, 'payeeSet', 'payee { maskedAccount }', {
    producerId,
    account,
    holder: '王小明',
    bank: '农业银行固镇支行',
  });
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return account;
}

/**
 * Pays everybody of the village: prepared by the county, approved by the township, exported and settled. Answers the bank's lines
 * as `[account, yuan]`, or the refusal where nothing is to be paid.
 */
export async function payOut(app: TestApp, placeCode = VILLAGE): Promise<[account: string, yuan: string][] | string> {
  const prepared = await ask(app, 'payoutPrepare', 'run { id }', { placeCode });
  if (prepared.run === null) return prepared.userErrors.map((e: { code: string }) => e.code).join();
  const runId = prepared.run.id as string;
  const own = await ask(app, 'payoutApprove', 'run { state }', { runId });
  if (own.userErrors[0]?.code !== 'OWN_RUN') throw new Error('whoever prepared it approved it');
  await ask(app, 'payoutApprove', 'run { state }', { runId }, APPROVER);
  const { file } = await ask(app, 'payoutExport', 'file { content }', { runId, reason: '银行代发' });
  const settled = await ask(app, 'payoutSettle', 'run { state }', { runId });
  if (settled.run?.state !== 'SETTLED') throw new Error(JSON.stringify(settled));
  return (file.content as string)
    .split('\r\n')
    .slice(1)
    .filter((line) => /^\d/.test(line))
    .map((line): [string, string] => {
      const [, , account, , yuan] = line.split(',');
      return [account!.replace(/\D/g, ''), yuan!];
    });
}

/** What an audit of all books finds. */
export const breaches = ({ db }: TestApp): Promise<object[]> => findBreaches(db);

/** What a household earned this year, in fen. */
export async function incomeOf(app: TestApp, householdId: string): Promise<number> {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const { data } = await app.ask(
    'query($id: ID!, $year: Int!) { household(id: $id) { incomeFen(year: $year) } }',
    { id: householdId, year },
    OPERATOR,
  );
  return data.household.incomeFen;
}
