import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { makeProduct, newKey, OPERATOR } from '../../kit/goods.js';
import {
  app,
  assign,
  book,
  books,
  codeOf,
  COUNTER,
  expectBalance,
  line,
  rows,
  saleOf,
  startCounters,
  stockAt,
  takeBack,
} from './counter-kit.js';

beforeAll(startCounters);
afterAll(() => app.stop());

const kg = (priceFen = 2_000) => makeProduct(app, { priceFen, stock: { [COUNTER]: '10' } });
const eggs = () => makeProduct(app, { unit: 'PIECE', priceFen: 150, stock: { [COUNTER]: '30' } });
const linesOf = (orderId: string) =>
  rows<object>(
    'select line_no as no, external_id as id, quantity as steps, amount_fen as fen from order_line where order_id = $1 order by line_no',
    [orderId],
  );
const paymentsOf = (orderId: string) =>
  rows<object>('select kind, method, amount_fen as fen from payment where order_id = $1 order by id', [orderId]);

describe('a receipt', () => {
  test('of known goods is an order, with its weight in the unit of each product', async () => {
    const [peanuts, dozen] = [await kg(), await eggs()];
    const sale = saleOf(
      [
        line('1', peanuts, { weightG: 617, amountFen: 1_234 }),
        line('2', dozen, { quantity: '12', amountFen: 1_800 }),
        line('3', peanuts, { amountFen: 500, unitPriceFen: 2_000 }),
      ],
      {
        tenders: [
          { method: 'cash', amountFen: 3_000 },
          { method: 'wechat', amountFen: 534, reference: 'W1' },
        ],
      },
    );
    const booked = await book(sale);
    expect(booked).toMatchObject({ keptBack: [], duplicate: false });
    expect(await linesOf(booked.orderId!)).toEqual([
      { no: 1, id: '1', steps: 617, fen: 1_234 },
      { no: 2, id: '2', steps: 12, fen: 1_800 },
      { no: 3, id: '3', steps: 250, fen: 500 },
    ]);
    expect(await paymentsOf(booked.orderId!)).toEqual([
      { kind: 'PAYMENT', method: 'cash', fen: 3_000 },
      { kind: 'PAYMENT', method: 'wechat', fen: 534 },
    ]);
    expect([await stockAt(peanuts), await stockAt(dozen)]).toEqual([10_000 - 867, 18]);
    await expectBalance();
  });

  test('is booked once, however often and at once it comes; other money, time or place is a conflict', async () => {
    const product = await kg();
    const sale = saleOf([line('1', product, { weightG: 500, amountFen: 1_000 })]);
    const all = await Promise.all(Array.from({ length: 8 }, () => book(sale)));
    expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(all.map(({ orderId }) => orderId)).size).toBe(1);
    const before = await books();
    const { externalId } = sale;
    const other = (over: Parameters<typeof saleOf>[1], fen = 1_000) =>
      codeOf(book(saleOf([line('1', product, { weightG: 500, amountFen: fen })], { externalId, ...over })));
    expect(await other({}, 1_001)).toBe('CONFLICT');
    expect(await other({ siteCode: 'COUNTER-0002' })).toBe('CONFLICT');
    expect(await other({ soldAt: '2026-07-01T02:03:05Z' })).toBe('CONFLICT');
    expect(await other({ tenders: [{ method: 'card', amountFen: 1_000 }] })).toBe('CONFLICT');
    // What an article is called may have been mended since.
    expect((await book({ ...sale, lines: [line('1', null, { amountFen: 1_000 })] })).duplicate).toBe(true);
    expect(await books()).toEqual(before);
    expect(await stockAt(product)).toBe(9_500);
    await expectBalance();
  });

  test('is booked though the book says there is less', async () => {
    const product = await kg();
    await book(saleOf([line('1', product, { quantity: '12', amountFen: 24_000 })]));
    expect(await stockAt(product)).toBe(-2_000);
    const { data } = await app.ask(
      `query($s: [String!]) { stockItems(first: 100, filter: { siteCodes: $s, oversold: true }) { nodes { available product { id } } } }`,
      { s: [COUNTER] },
      OPERATOR,
    );
    expect(data.stockItems.nodes).toContainEqual({ available: '-2.000', product: { id: product } });
    const told = await rows<{ n: number }>(`select count(*) as n from pending_event where kind = 'stock.oversold'
      union all select count(*) from event_feed where kind = 'stock.oversold'`);
    expect(told.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(1);
    await expectBalance();
  });

  test('that makes no sense is refused, and nothing is changed', async () => {
    const product = await kg();
    const good = line('1', product, { quantity: '1', amountFen: 1_000 });
    const before = await books();
    const refused = (lines: Parameters<typeof saleOf>[0], over: Parameters<typeof saleOf>[1] = {}) =>
      codeOf(book(saleOf(lines, over)));
    expect(await refused([])).toBe('NO_LINES');
    expect(await refused([good, good])).toBe('BAD_LINE_ID');
    expect(await refused([good], { tenders: [{ method: 'cash', amountFen: 999 }] })).toBe('AMOUNT_MISMATCH');
    expect(await refused([good], { siteCode: 'XX-1' })).toBe('UNKNOWN_SITE');
    expect(await refused([good], { soldAt: 'today' })).toBe('BAD_TIME');
    expect(await refused([good], { businessDate: '2026-02-30' })).toBe('BAD_DAY');
    expect(await refused([good], { externalId: '' })).toBe('BAD_EXTERNAL_ID');
    expect(await refused([line('1', product, { quantity: '1', amountFen: -1 })])).toBe('BAD_AMOUNT');
    expect(await refused([good, line('2', null, { amountFen: 5 })], { keepUnknown: false })).toBe('UNKNOWN_PRODUCT');
    expect(
      await refused([line('1', product, { quantity: '1', amountFen: 5, pending: 'LABEL_MISMATCH' })], {
        keepUnknown: false,
      }),
    ).toBe('KEPT_BACK');
    expect(await books()).toEqual(before);
  });
});

describe('a line that is kept back', () => {
  test('counts with its money, and is booked onto the same order once it is known', async () => {
    const [known, later] = [await kg(), await eggs()];
    const sale = saleOf(
      [
        line('1', known, { weightG: 500, amountFen: 1_000 }),
        line('2', null, { quantity: '3', amountFen: 451 }),
        line('3', known, { weightG: 500, amountFen: 9_000, unitPriceFen: 2_000, tolerancePermille: 10 }),
      ],
      {
        tenders: [
          { method: 'cash', amountFen: 10_000 },
          { method: 'wechat', amountFen: 451, reference: 'W2' },
        ],
      },
    );
    const booked = await book(sale);
    expect(booked.keptBack).toEqual([
      { line: '2', ref: 'unknown', reason: 'UNKNOWN_PRODUCT' },
      { line: '3', ref: known, reason: 'PRICE_MISMATCH' },
    ]);
    expect(
      await rows('select amount_fen, kept_fen from counter_receipt where external_id = $1', [sale.externalId]),
    ).toEqual([{ amount_fen: 10_451, kept_fen: 9_451 }]);
    await expectBalance();
    // All of it or nothing: the third is still in doubt.
    const told = [line('2', later, { quantity: '3', amountFen: 451 }), sale.lines[2]!];
    const before = await books();
    expect(await codeOf(assign(sale.externalId, told))).toBe('KEPT_BACK');
    expect(await codeOf(assign(sale.externalId, [sale.lines[1]!]))).toBe('UNKNOWN_PRODUCT');
    expect(await codeOf(assign('no-such-receipt', told))).toBe('UNKNOWN_ORIGINAL');
    expect(await books()).toEqual(before);
    const mended = [told[0]!, line('3', known, { weightG: 500, amountFen: 9_000 })];
    const all = await Promise.all(Array.from({ length: 6 }, () => assign(sale.externalId, mended)));
    expect(all.map((one) => one.booked).sort()).toEqual([0, 0, 0, 0, 0, 2]);
    expect(await linesOf(booked.orderId!)).toEqual([{ no: 1, id: '1', steps: 500, fen: 1_000 }]);
    // The ledger has the first order already: what became known later is a sale of its own.
    const { orderId: added } = all[0]!;
    expect(added).not.toBe(booked.orderId);
    expect(await linesOf(added!)).toEqual([
      { no: 1, id: '2', steps: 3, fen: 451 },
      { no: 2, id: '3', steps: 500, fen: 9_000 },
    ]);
    const paid = [...(await paymentsOf(booked.orderId!)), ...(await paymentsOf(added!))] as {
      method: string;
      fen: number;
    }[];
    const by = (method: string) => paid.filter((one) => one.method === method).reduce((sum, { fen }) => sum + fen, 0);
    expect([by('cash'), by('wechat')]).toEqual([10_000, 451]);
    expect([await stockAt(known), await stockAt(later)]).toEqual([9_000, 27]);
    const { data } = await app.ask(
      '{ order: node(id: "' +
        globalId('Order', added!) +
        '") { ... on Order { totalFen paidFen status version channel { code externalId } } } }',
      {},
      OPERATOR,
    );
    expect(data.order).toEqual({
      totalFen: 9_451,
      paidFen: 9_451,
      status: 'COMPLETED',
      version: 1,
      channel: { code: 'super-main', externalId: `${sale.externalId}+2` },
    });
    await expectBalance();
  });

  test('a receipt of nothing but such lines has no order until one of them is known', async () => {
    const product = await kg();
    const sale = saleOf([
      line('1', null, { weightG: 250, amountFen: 500 }),
      line('2', null, { weightG: 250, amountFen: 700 }),
    ]);
    expect(await book(sale)).toMatchObject({ orderId: null, number: null, keptBack: [{}, {}] });
    await expectBalance();
    const told = [
      line('1', product, { weightG: 250, amountFen: 500 }),
      line('2', product, { weightG: 250, amountFen: 1 }),
    ];
    const { orderId } = await assign(sale.externalId, told);
    // What was paid is what was told first.
    expect(await linesOf(orderId!)).toMatchObject([{ fen: 500 }, { fen: 700 }]);
    await expectBalance();
  });

  test('is listed to those of the region, and assigned by an operator, once', async () => {
    const product = await kg();
    const sale = saleOf([line('1', null, { ref: '6901234567892', amountFen: 333 } as never)]);
    await book(sale);
    const list = (role: string) =>
      app.ask(
        `{ keptLines(first: 100) { nodes { id receipt line ref reason amountFen state businessDate soldAt site { code } order { number } } totalCount } }`,
        {},
        { role },
      );
    const { nodes, totalCount } = (await list('COUNTY_OPERATOR')).data.keptLines;
    const kept = nodes.find((one: { receipt: string }) => one.receipt === sale.externalId);
    expect(kept).toEqual({
      id: expect.any(String),
      receipt: sale.externalId,
      line: '1',
      ref: '6901234567892',
      reason: 'UNKNOWN_PRODUCT',
      amountFen: 333,
      state: 'KEPT',
      businessDate: '2026-07-01',
      soldAt: '2026-07-01T02:03:04.000Z',
      site: { code: COUNTER },
      order: null,
    });
    expect(totalCount).toBe(nodes.length);
    expect((await list('CUSTOMER')).errors![0]!.extensions.code).toBe('FORBIDDEN');
    const settle = (input: object, role = 'COUNTY_OPERATOR') =>
      app.ask(
        `mutation($input: KeptLineAssignInput!) { keptLineAssign(input: $input) { keptLine { state order { totalFen } } userErrors { code field } } }`,
        { input: { idempotencyKey: newKey(), keptLineId: kept.id, productId: product, quantity: '0.2', ...input } },
        { role },
      );
    const before = await books();
    const codes = async (input: object, role?: string) => (await settle(input, role)).data.keptLineAssign.userErrors;
    expect(await codes({ quantity: '0.0001' })).toEqual([{ code: 'BAD_QUANTITY', field: 'quantity' }]);
    expect(await codes({ productId: globalId('Product', 999_999) })).toEqual([
      { code: 'NOT_FOUND', field: 'productId' },
    ]);
    expect(await codes({ keptLineId: globalId('KeptLine', 999_999) })).toEqual([
      { code: 'NOT_FOUND', field: 'keptLineId' },
    ]);
    expect(await books()).toEqual(before);
    const key = newKey();
    const done = await Promise.all(Array.from({ length: 4 }, () => settle({ idempotencyKey: key })));
    for (const one of done)
      expect(one.data.keptLineAssign).toEqual({
        keptLine: { state: 'BOOKED', order: { totalFen: 333 } },
        userErrors: [],
      });
    expect(await codes({})).toEqual([{ code: 'NOT_KEPT', field: 'keptLineId' }]);
    expect(await stockAt(product)).toBe(9_800);
    await expectBalance();
  });
});

describe('what comes back', () => {
  test('is taken to its receipt, by units, weight or money, never more than is left', async () => {
    const [product, dozen] = [await kg(), await eggs()];
    const sale = saleOf([
      line('1', product, { weightG: 1_000, amountFen: 2_000 }),
      line('2', dozen, { quantity: '4', amountFen: 600 }),
    ]);
    await book(sale);
    expect(await takeBack(sale.externalId, [line('1', product, { weightG: 250, amountFen: 500 })])).toMatchObject({
      refundFen: 500,
    });
    // A label of an amount alone: its share of what was sold.
    expect(await takeBack(sale.externalId, [line('1', product, { amountFen: 500 })])).toMatchObject({ refundFen: 500 });
    expect(await stockAt(product)).toBe(9_500);
    const before = await books();
    expect(await codeOf(takeBack(sale.externalId, [line('1', product, { weightG: 501, amountFen: 1_002 })]))).toBe(
      'OVER_RETURN',
    );
    expect(await codeOf(takeBack(sale.externalId, [line('1', product, { weightG: 500, amountFen: 2_001 })]))).toBe(
      'OVER_RETURN',
    );
    expect(await codeOf(takeBack('no-such-receipt', [line('1', product, { weightG: 1, amountFen: 2 })]))).toBe(
      'UNKNOWN_ORIGINAL',
    );
    expect(await codeOf(takeBack(sale.externalId, [line('1', null, { amountFen: 2 })]))).toBe('UNKNOWN_PRODUCT');
    expect(await books()).toEqual(before);
    await expectBalance();
  });

  test('goes to the orders that it was sold on, however many there are', async () => {
    const product = await kg();
    const sale = saleOf([
      line('1', product, { weightG: 1_000, amountFen: 2_000 }),
      line('2', null, { weightG: 500, amountFen: 1_000 }),
    ]);
    const { orderId } = await book(sale);
    const { orderId: added } = await assign(sale.externalId, [line('2', product, { weightG: 500, amountFen: 1_000 })]);
    const refunds = async () =>
      (
        await rows<{ fen: number }>('select refunded_fen as fen from customer_order where id = any($1) order by id', [
          [orderId, added],
        ])
      ).map(({ fen }) => fen);
    await takeBack(sale.externalId, [line('1', product, { weightG: 900, amountFen: 1_800 })]);
    expect(await refunds()).toEqual([1_800, 0]);
    await takeBack(sale.externalId, [line('1', product, { weightG: 300, amountFen: 600 })]);
    expect(await refunds()).toEqual([1_800, 600]);
    await takeBack(sale.externalId, [line('1', product, { weightG: 250, amountFen: 500 })]);
    expect(await refunds()).toEqual([2_000, 900]);
    const more = [line('1', product, { weightG: 51, amountFen: 102 })];
    expect(await codeOf(takeBack(sale.externalId, more))).toBe('OVER_RETURN');
    expect(await takeBack(sale.externalId, null)).toMatchObject({ refundFen: 100 });
    expect(await refunds()).toEqual([2_000, 1_000]);
    expect(await stockAt(product)).toBe(10_000);
    await expectBalance();
  });

  test('takes effect once for its id; at once, only what is left', async () => {
    const product = await kg();
    const sale = saleOf([line('1', product, { weightG: 1_000, amountFen: 2_000 })]);
    await book(sale);
    const back = [line('1', product, { weightG: 600, amountFen: 1_200 })];
    const same = await Promise.all(
      Array.from({ length: 5 }, () => takeBack(sale.externalId, back, { externalId: 'RX1' })),
    );
    expect(same.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(
      await codeOf(
        takeBack(sale.externalId, [line('1', product, { weightG: 600, amountFen: 1_201 })], { externalId: 'RX1' }),
      ),
    ).toBe('CONFLICT');
    const others = await Promise.all(Array.from({ length: 4 }, () => codeOf(takeBack(sale.externalId, back))));
    expect(others).toEqual(Array(4).fill('OVER_RETURN'));
    expect(await stockAt(product)).toBe(9_600);
    await expectBalance();
  });

  test('a sale is undone as a whole, with what came back before and what was kept back', async () => {
    const product = await kg();
    const sale = saleOf([line('1', product, { weightG: 1_000, amountFen: 2_000 }), line('2', null, { amountFen: 77 })]);
    await book(sale);
    await takeBack(sale.externalId, [line('1', product, { weightG: 250, amountFen: 500 })]);
    const undone = await Promise.all(
      Array.from({ length: 5 }, () => takeBack(sale.externalId, null, { externalId: sale.externalId })),
    );
    expect(undone.map(({ refundFen }) => refundFen)).toEqual(Array(5).fill(1_577));
    expect(undone.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await stockAt(product)).toBe(10_000);
    expect(
      await rows(
        `select sum(amount_fen)::bigint as fen from counter_receipt r where r.external_id = $1 or r.original_id = (select id from counter_receipt where external_id = $1 and kind = 'SALE')`,
        [sale.externalId],
      ),
    ).toEqual([{ fen: 0 }]);
    expect(await codeOf(takeBack(sale.externalId, null))).toBe('OVER_RETURN');
    expect(await codeOf(assign(sale.externalId, [line('2', product, { weightG: 10, amountFen: 77 })]))).toBe(
      'nothing was refused',
    );
    expect(await stockAt(product)).toBe(10_000);
    // Nothing but lines kept back: only their money goes.
    const unknown = saleOf([line('1', null, { amountFen: 50 })]);
    await book(unknown);
    expect(await takeBack(unknown.externalId, null)).toEqual({ orderId: null, refundFen: 50, duplicate: false });
    expect(await codeOf(takeBack(unknown.externalId, null))).toBe('OVER_RETURN');
    await expectBalance();
  });
});
