import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { OrderIntake } from '../../../src/domains/orders/order-intake.js';
import { CounterSales } from '../../../src/domains/outlets/counter-sales/counter-sales.js';
import type { ToldLine, ToldSale } from '../../../src/domains/outlets/counter-sales/told-sale.js';
import type { ToldReturn } from '../../../src/domains/outlets/counter-sales/take-back.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { unbalancedItems } from '../../kit/goods.js';
import { keyOf, privacy } from '../orders/selling.js';

export const COUNTER = 'COUNTER-0001';
export const CHANNEL = 'super-main';
export let app: TestApp;

let sales: CounterSales;

export const startCounters = async (): Promise<void> => {
  app = await startApp();
  sales = new CounterSales(app.db, new OrderIntake({ privacy } as ConstructorParameters<typeof OrderIntake>[0]));
};

export interface LineOf extends Partial<ToldLine> {
  amountFen: number;
}

/** A line of a product (its global id, or null for what is not linked). */
export const line = (externalId: string, product: string | null, over: LineOf): ToldLine => ({
  externalId,
  product: product === null ? null : keyOf(product),
  ref: product ?? 'unknown',
  ...over,
});

export function saleOf(lines: readonly ToldLine[], over: Partial<ToldSale> = {}): ToldSale {
  const amountFen = lines.reduce((sum, one) => sum + one.amountFen, 0);
  return {
    channel: CHANNEL,
    externalId: randomUUID(),
    siteCode: COUNTER,
    soldAt: '2026-07-01T02:03:04Z',
    lines,
    tenders: [{ method: 'cash', amountFen }],
    keepUnknown: true,
    by: 'channel:super-main',
    ...over,
  };
}

export const book = (sale: ToldSale) => app.db.command((tx) => sales.book(tx, sale));

export const assign = (original: string, lines: readonly ToldLine[]) =>
  app.db.command((tx) => sales.assign(tx, { channel: CHANNEL, original, lines, by: 'channel:super-main' }));

export const takeBack = (original: string, lines: readonly ToldLine[] | null, over: Partial<ToldReturn> = {}) =>
  app.db.command((tx) =>
    sales.takeBack(tx, {
      channel: CHANNEL,
      externalId: randomUUID(),
      original,
      at: '2026-07-02T02:03:04Z',
      lines,
      by: 'channel:super-main',
      ...over,
    }),
  );

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

export const rows = async <Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await app.db.pool.query(sql, values)).rows as Row[];

/** Everything that a refusal must leave as it was. */
export const books = () =>
  rows(
    `select (select count(*) from counter_receipt) as receipts, (select count(*) from kept_line) as kept,
            (select count(*) from customer_order) as orders, (select count(*) from payment) as payments,
            (select count(*) from stock_movement) as movements, (select count(*) from concession_entry) as entries,
            (select sum(kept_fen) from counter_receipt) as kept_fen`,
  );

/** What counters took is what their orders were paid less what went back, and what is kept back; stock agrees too. */
export async function expectBalance(): Promise<void> {
  expect(await unbalancedItems(app)).toBe(0);
  const [sums] = await rows<{ receipts: number; money: number; kept: number; lines: number }>(
    `select coalesce((select sum(amount_fen) from counter_receipt), 0)::bigint as receipts,
            coalesce((select sum(kept_fen) from counter_receipt), 0)::bigint as kept,
            coalesce((select sum(amount_fen) from kept_line where state = 'KEPT'), 0)::bigint as lines,
            coalesce((select sum(case p.kind when 'PAYMENT' then p.amount_fen else -p.amount_fen end)
                        from payment p where p.order_id in (select order_id from receipt_part)), 0)::bigint as money`,
  );
  expect(sums).toEqual({
    receipts: sums!.money + sums!.kept,
    kept: sums!.lines,
    lines: sums!.lines,
    money: sums!.money,
  });
  const off = await rows(
    `select o.number from customer_order o join receipt_part r on r.order_id = o.id and r.return_id is null
      where o.total_fen <> (select sum(amount_fen) from order_line l where l.order_id = o.id)
         or o.paid_fen <> o.total_fen
         or (select sum(amount_fen) from payment p where p.order_id = o.id and p.kind = 'PAYMENT') <> o.total_fen`,
  );
  expect(off).toEqual([]);
}

export const stockAt = async (product: string, site = COUNTER): Promise<number> =>
  (
    await rows<{ n: number }>('select on_hand as n from stock_item where product_id = $1 and site_code = $2', [
      keyOf(product),
      site,
    ])
  )[0]?.n ?? 0;
