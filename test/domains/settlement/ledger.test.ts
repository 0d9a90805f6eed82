import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditCommand } from '../../../src/app/commands.js';
import { catchUp } from '../../../src/domains/settlement/ledger/follow-orders.js';
import { book } from '../../../src/domains/settlement/ledger/ledger.js';
import { findBreaches } from '../../../src/domains/settlement/index.js';
import { GATE, makeHousehold, makeProduct, OPERATOR } from '../../kit/goods.js';
import { act, app, back, pay, place, startSettling, until, uuidOf } from '../orders/settling.js';
import * as books from './books.js';

beforeAll(() => startSettling());
afterAll(() => app.stop());

const keyOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;

const posted = (orderId: string) => books.posted(app, orderId);
const kinds = (orderId: string) => books.kinds(app, orderId);
const booked = (orderId: string, last: string) => until(async () => (await kinds(orderId)).at(-1) === last);

async function sold(priceFen: number, quantity: string) {
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: household, priceFen, stock: { [GATE]: '100' } });
  const order = await place([{ productId, quantity }]);
  return { order, producer: keyOf(household), productId };
}

test('a paid order is split among all who have a part in it, and completed its producer may be paid', async () => {
  const { order, producer } = await sold(999, '2');
  await pay(order.id, 1_998);
  await booked(order.id, 'SALE');
  expect(await posted(order.id)).toEqual({
    'CLEARING:direct': 1_998,
    LOGISTICS: -120,
    PLATFORM: -40,
    [`PRODUCER_PENDING:${producer}`]: -1_778,
    'VILLAGE_POINT:340323200207': -60,
  });
  await act('fulfil', order.id);
  await act('complete', order.id);
  await booked(order.id, 'RELEASE');
  expect((await posted(order.id))[`PRODUCER:${producer}`]).toBe(-1_778);
  const { data } = await app.ask(
    'query($id: ID!) { order(id: $id) { priceShares { party basisPoints amountFen } } }',
    { id: order.id },
    OPERATOR,
  );
  expect(data.order.priceShares).toEqual([
    { party: 'PRODUCER', basisPoints: 8_899, amountFen: 1_778 },
    { party: 'VILLAGE_POINT', basisPoints: 300, amountFen: 60 },
    { party: 'LOGISTICS', basisPoints: 601, amountFen: 120 },
    { party: 'PLATFORM', basisPoints: 200, amountFen: 40 },
  ]);
});

test('a return takes back each share in part, before and after the release, and a full one leaves nothing', async () => {
  const { order, producer } = await sold(1_000, '3');
  await pay(order.id, 3_000);
  await act('fulfil', order.id);
  await back(order.id, [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }]);
  await booked(order.id, 'REFUND');
  expect((await posted(order.id))[`PRODUCER_PENDING:${producer}`]).toBe(-1_780);
  await act('complete', order.id);
  await booked(order.id, 'RELEASE');
  expect((await posted(order.id))[`PRODUCER:${producer}`]).toBe(-1_780);
  await back(order.id, [{ lineNo: 1, quantity: '2', disposition: 'RESTOCK' }]);
  await until(async () => (await kinds(order.id)).length === 4);
  expect([await posted(order.id), await kinds(order.id)]).toEqual([{}, ['SALE', 'REFUND', 'RELEASE', 'REFUND']]);
});

test('a paid order that is cancelled leaves nothing behind', async () => {
  const { order } = await sold(777, '1');
  await pay(order.id, 777);
  await act('cancel', order.id);
  await until(async () => (await kinds(order.id)).length >= 2);
  expect(await posted(order.id)).toEqual({});
});

test('an order keeps the plan of when it was placed', async () => {
  const { order, producer } = await sold(1_000, '1');
  const { data } = await app.ask(
    `mutation($input: SharePlanSetInput!) { sharePlanSet(input: $input) { plan { version producerBasisPoints } userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'plan-2',
        platformBasisPoints: 1_000,
        logisticsBasisPoints: 0,
        villagePointBasisPoints: 0,
        channelFeeBasisPoints: 0,
        reason: '新方案',
      },
    },
    OPERATOR,
  );
  expect(data.sharePlanSet).toEqual({ plan: { version: 2, producerBasisPoints: 9_000 }, userErrors: [] });
  const later = await sold(1_000, '1');
  for (const one of [order, later.order]) await pay(one.id, 1_000);
  await booked(order.id, 'SALE');
  await booked(later.order.id, 'SALE');
  expect((await posted(order.id))[`PRODUCER_PENDING:${producer}`]).toBe(-890);
  expect(await posted(later.order.id)).toEqual({
    'CLEARING:direct': 1_000,
    PLATFORM: -100,
    [`PRODUCER_PENDING:${later.producer}`]: -900,
  });
  const shares = await app.ask('query($id: ID!) { product(id: $id) { priceShares { party basisPoints amountFen } } }', {
    id: later.productId,
  });
  expect(shares.data.product.priceShares).toEqual([
    { party: 'PRODUCER', basisPoints: 9_000, amountFen: 900 },
    { party: 'PLATFORM', basisPoints: 1_000, amountFen: 100 },
  ]);
});

test.each([
  [{ platformBasisPoints: 9_000, logisticsBasisPoints: 1_000 }, 'NOTHING_LEFT', 'platformBasisPoints'],
  [{ logisticsBasisPoints: -1 }, 'INVALID', 'logisticsBasisPoints'],
  [{ channelFees: [{ channel: 'We Chat', basisPoints: 1 }] }, 'BAD_CHANNEL', 'channelFees.0.channel'],
  [{ reason: ' ' }, 'REASON_REQUIRED', 'reason'],
])('a plan with %j is refused, and the old one stays', async (over, code, field) => {
  const plan = async () => (await app.ask('{ sharePlan { version } }')).data.sharePlan.version;
  const before = await plan();
  const { data } = await app.ask(
    `mutation($input: SharePlanSetInput!) { sharePlanSet(input: $input) { plan { version } userErrors { code field } } }`,
    {
      input: {
        idempotencyKey: `bad ${code}`,
        platformBasisPoints: 100,
        logisticsBasisPoints: 100,
        villagePointBasisPoints: 100,
        channelFeeBasisPoints: 0,
        reason: '调整',
        ...over,
      },
    },
    OPERATOR,
  );
  expect(data.sharePlanSet).toEqual({ plan: null, userErrors: [{ code, field }] });
  expect(await plan()).toBe(before);
});

test('the database itself refuses an entry that does not balance', async () => {
  const entries = async () =>
    (await app.db.pool.query<{ n: number }>('select count(*) as n from ledger_entry')).rows[0]!.n;
  const before = await entries();
  await expect(
    app.db.command((tx) =>
      book(tx, {
        kind: 'SALE',
        source: 'one-sided',
        occurredAt: '2026-01-01T00:00:00Z',
        postings: [{ kind: 'PLATFORM', owner: '', amountFen: 5 }],
      }),
    ),
  ).rejects.toThrow('does not balance');
  expect(await entries()).toBe(before);
});

test('orders whose events are gone are brought up from their sums, and settling again changes nothing', async () => {
  const { order } = await sold(500, '1');
  await pay(order.id, 500);
  await booked(order.id, 'SALE');
  await app.db.pool.query(
    'alter table ledger_posting disable trigger append_only; alter table ledger_entry disable trigger append_only',
  );
  await app.db.pool.query(
    `with e as (select id from ledger_entry where order_id = $1), p as (delete from ledger_posting where entry_id in (select id from e) returning account_id, amount_fen),
          b as (update ledger_balance b set balance_fen = balance_fen - p.amount_fen from p where p.account_id = b.account_id),
          s as (delete from order_share where order_id = $1) select 1`,
    [uuidOf(order.id)],
  );
  await app.db.pool.query('delete from ledger_entry where order_id = $1', [uuidOf(order.id)]);
  await app.db.pool.query('delete from order_settlement where order_id = $1', [uuidOf(order.id)]);
  await app.db.pool.query(
    'alter table ledger_posting enable trigger append_only; alter table ledger_entry enable trigger append_only',
  );
  expect(await catchUp(app.db)).toBe(1);
  expect((await posted(order.id))['CLEARING:direct']).toBe(500);
  expect(await catchUp(app.db)).toBe(0);
});

test('the audit finds nothing in good books, and names what was tampered with', async () => {
  expect(await findBreaches(app.db)).toEqual([]);
  const { order, productId } = await sold(800, '1');
  await pay(order.id, 800);
  await booked(order.id, 'SALE');
  await app.db.pool.query('update order_share set amount_fen = amount_fen + 1 where order_id = $1 and no = 1', [
    uuidOf(order.id),
  ]);
  await app.db.pool.query('update stock_item set on_hand = on_hand + 7 where product_id = $1', [keyOf(productId)]);
  await app.db.pool.query(
    `update ledger_balance set balance_fen = balance_fen + 3 where account_id = (select id from ledger_account where kind = 'PLATFORM')`,
  );
  const breaches = await findBreaches(app.db, { seconds: 600 });
  expect(breaches.map(({ rule, actual }) => [rule, actual])).toEqual([
    ['LEDGER_ACCOUNT_BALANCE', expect.any(String)],
    ['ORDER_SHARES_ADD_UP', '801/0'],
    ['STOCK_MOVEMENTS_ADD_UP', '100007/1000'],
  ]);
  expect(breaches[1]!.subject).toBe(`order:${uuidOf(order.id)}`);
  expect(await auditCommand(app.databaseUrl)).toEqual(breaches);
});
