import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import {
  createCommandExecutor,
  type CommandExecutor,
  type TerminalPort,
} from '../../../src/channels/commands/index.js';
import { OfferBook } from '../../../src/domains/orders/offers.js';
import { createOrderLanes } from '../../../src/domains/orders/order-lanes.js';
import { OrderIntake } from '../../../src/domains/orders/order-intake.js';
import { CounterSales } from '../../../src/domains/outlets/counter-sales/counter-sales.js';
import { declareDay } from '../../../src/domains/outlets/declared/declare-day.js';
import { Sessions } from '../../../src/domains/people/staff/sessions.js';
import { createTokens } from '../../../src/platform/auth/index.js';
import { createPool } from '../../../src/platform/persistence/index.js';
import { PERMISSIONS, type Command, type CommandResult } from '../../../src/plugin-kit/index.js';
import { systemClock } from '../../../src/shared/clock.js';
import { SECRET, startApp, type TestApp } from '../../kit/app.js';
import { OPERATOR } from '../../kit/goods.js';
import { keyOf, privacy } from '../../domains/orders/selling.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export let app: TestApp;
export let executor: CommandExecutor;
let letGo: () => Promise<void>;

export interface Executing {
  executor: CommandExecutor;
  stop(): Promise<void>;
}

/** An executor on an app's database, with an order book of its own. */
export function executorOf({ db, databaseUrl }: TestApp, terminals?: TerminalPort): Executing {
  const pool = createPool(databaseUrl, 2, () => undefined);
  const placement = createOrderLanes(pool, { holdSeconds: 900, committed: () => db.announce() });
  const orders = new OrderIntake({ db, placement, offers: new OfferBook(db), privacy, clock: systemClock });
  const sessions = new Sessions(db, createTokens(SECRET), systemClock);
  return {
    executor: createCommandExecutor({
      db,
      orders,
      sessions,
      terminals,
      counters: { sales: new CounterSales(db, orders), declareDay },
    }),
    stop: async () => {
      await placement.close();
      await pool.end();
    },
  };
}

/** Starts the platform, with two connections `one` and `two` that may do everything; to be called once a test file. */
export async function startExecuting(terminals?: TerminalPort): Promise<void> {
  app = await startApp();
  ({ executor, stop: letGo } = executorOf(app, terminals));
  for (const code of ['one', 'two']) await connect(app, code);
}

export async function stopExecuting(): Promise<void> {
  await letGo();
  await app.stop();
}

export const connect = ({ db }: TestApp, code: string) =>
  db.pool.query(
    `insert into channel_connection(code, plugin, name, county_code, state, config_version, permissions, created_by)
     values ($1, 'test', $1, '340323', 'ACTIVE', 1, $2, 'test')`,
    [code, [...PERMISSIONS]],
  );

export const link = (kind: string, theirs: string, ours: string, connection = 'one') =>
  app.db.pool.query('insert into channel_link(connection, kind, theirs, ours) values ($1, $2, $3, $4)', [
    connection,
    kind,
    theirs,
    ours,
  ]);
export const linkProduct = (theirs: string, productId: string, connection = 'one', kind = 'product') =>
  link(kind, theirs, String(keyOf(productId)), connection);

export const execute = (command: Command, key: string = randomUUID(), code = 'one'): Promise<CommandResult> =>
  executor.execute({ code, permissions: PERMISSIONS }, command, key);

/** Executes what must be done; answers its values. */
export async function doIt(command: Command, key?: string, code?: string): Promise<Record<string, any>> {
  const result = await execute(command, key, code);
  expect(result).toMatchObject({ status: 'done' });
  return (result as { values: Record<string, any> }).values;
}

/** An order of lines [product's id, quantity, fen], imported into a connection; paid unless said otherwise. */
export async function imported(
  lines: readonly [productId: string, quantity: string, fen: number][],
  { code = 'one', pay = true, postageFen = 0 }: { code?: string; pay?: boolean; postageFen?: number } = {},
): Promise<{ externalId: string; orderId: string; transactionId: string; totalFen: number }> {
  const externalId = `T-${randomUUID()}`;
  const order = {
    externalId,
    placedAt: '2026-05-01T02:03:04Z',
    postageFen,
    lines: lines.map(([id, quantity, amountFen], i) => ({
      product: { id },
      quantity,
      amountFen,
      externalId: `${externalId}-${i + 1}`,
    })),
  };
  const { orderId } = await doIt({ kind: 'order.import', order }, undefined, code);
  const totalFen = lines.reduce((sum, [, , fen]) => sum + fen, postageFen);
  const transactionId = `P-${randomUUID()}`;
  if (pay) await doIt(payment(externalId, transactionId, totalFen), undefined, code);
  return { externalId, orderId, transactionId, totalFen };
}

export const payment = (externalId: string, transactionId: string, amountFen: number): Command => ({
  kind: 'order.pay',
  order: { externalId },
  payment: { transactionId, amountFen, method: 'wechat.jsapi', paidAt: '2026-05-01T02:05:00Z' },
});

const ORDER = `{ id number status kind totalFen postageFen paidFen refundedFen refundingFen version
  channel { code connection externalId madeAt } buyer { maskedName maskedPhone }
  lines { lineNo quantity { value } returned { value } unitPriceFen amountFen site { code } }
  payments { kind method amountFen transactionId settles paidAt } refunds { id number amountFen state reason externalId payment { transactionId } }
  parcels { carrier trackingNo lines { lineNo } } returns { kind reason refundFen } reservation { expiresAt } }`;

export const readOrder = async (id: string, as: { role?: string; token?: string } = OPERATOR): Promise<any> =>
  (await app.ask(`query($id: ID!) { order(id: $id) ${ORDER} }`, { id }, as)).data.order;

export const stockOf = async (id: string): Promise<any> =>
  (await app.ask('query($id: ID!) { product(id: $id) { stock { onHand reserved available } } }', { id })).data.product
    .stock;

/** Everything that a refused command must leave alone. */
export const books = async (): Promise<any> =>
  (
    await app.db.pool
      .query(`select (select json_agg(i order by id) from stock_item i) as items, (select json_agg(o order by id) from customer_order o) as orders,
      (select json_agg(l order by order_id, line_no) from order_line l) as lines, (select json_agg(r order by order_id, item_id) from reservation r) as reservations,
      (select json_agg(r order by id) from refund r) as refunds, (select json_agg(d order by id) from dispute d) as disputes,
      (select json_agg(p order by id) from order_parcel p) as parcels, (select count(*) from payment) as payments,
      (select count(*) from order_return) as returns, (select count(*) from stock_movement) as movements, (select count(*) from idempotency_key) as keys`)
  ).rows[0];

/** The code a command was refused with; what it was done with otherwise. */
export const codeOf = (result: CommandResult): unknown => (result.status === 'refused' ? result.code : result);
