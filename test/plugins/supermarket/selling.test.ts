import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkDigit } from '../../../plugins/supermarket/scale-barcode.js';
import { makeProduct, OPERATOR, unbalancedItems } from '../../kit/goods.js';
import { until } from '../../channels/connecting.js';
import {
  app,
  balance,
  connectionId,
  COUNTER,
  EAN,
  everything,
  held,
  known,
  link,
  onHand,
  rows,
  startCounting,
  till,
} from './counting.js';
import { signed } from './simulator/signed.js';

let peanuts: string;
let eggs: string;
const label = (digits: string) => digits + String(checkDigit(digits));

beforeAll(async () => {
  await startCounting();
  peanuts = await makeProduct(app, { name: '黑花生', priceFen: 2_000, stock: { [COUNTER]: '100' } });
  eggs = await makeProduct(app, { name: '土鸡蛋', unit: 'PIECE', priceFen: 150, stock: { [COUNTER]: '100' } });
  await known(peanuts, 'plu:00123', 'sku');
  await known(eggs, EAN);
});
afterAll(() => app.stop());

const checked = async () =>
  (
    await app.ask(
      `mutation($id: ID!) { connectionCheck(input: { connectionId: $id }) { health { status code message } userErrors { code } } }`,
      { id: connectionId },
      OPERATOR,
    )
  ).data.connectionCheck.health;
const balanced = async () => {
  const { receipts, booked, kept } = await balance();
  expect(receipts).toBe(booked + kept);
  expect(await unbalancedItems(app)).toBe(0);
};

describe('a batch', () => {
  test('sales, returns and voidings are accepted one by one, and once', async () => {
    const one = till('T1');
    const sale = one.sell([
      { barcode: EAN, qty: 4, amountFen: 600 },
      { barcode: label('210012301234'), amountFen: 1_234 },
      { barcode: label('24001230250001250'), amountFen: 2_500 },
      { barcode: label('210012300500'), amountFen: 500, weightG: 250, unitPriceFen: 2_000 },
    ]);
    const back = one.takeBack(sale, [{ barcode: EAN, qty: 1, amountFen: 150 }]);
    const other = one.sell([{ barcode: EAN, qty: 2, amountFen: 300 }]);
    const undone = one.undo(other);
    const { status, body } = await one.send(sale, back, other, undone);
    expect(status).toBe(200);
    const results = [1, 2, 3, 4].map((seq) => ({ seq, status: 'ACCEPTED', code: null }));
    expect(body).toEqual({ ackedThroughSeq: 4, missing: [], results });
    const again = await one.send(sale, back, other, undone);
    expect(again.body).toEqual({
      ackedThroughSeq: 4,
      missing: [],
      results: results.map(({ seq }) => ({ seq, status: 'DUPLICATE', code: null })),
    });
    expect([await onHand(eggs), await onHand(peanuts)]).toEqual([97, 100_000 - 617 - 1_250 - 250]);
    const { data } = await app.ask(
      `{ orders(first: 5, filter: { channel: "super-main" }) { nodes { status totalFen refundedFen channel { code externalId }
         lines { productName quantity { value unit } amountFen } } } }`,
      {},
      OPERATOR,
    );
    expect(data.orders.nodes).toEqual([
      expect.objectContaining({
        status: 'RETURNED',
        totalFen: 300,
        channel: { code: 'super-main', externalId: 'A1/T1-3' },
      }),
      {
        status: 'COMPLETED',
        totalFen: 4_834,
        refundedFen: 150,
        channel: { code: 'super-main', externalId: 'A1/T1-1' },
        lines: [
          { productName: '土鸡蛋', quantity: { value: '4', unit: 'PIECE' }, amountFen: 600 },
          { productName: '黑花生', quantity: { value: '0.617', unit: 'KG' }, amountFen: 1_234 },
          { productName: '黑花生', quantity: { value: '1.250', unit: 'KG' }, amountFen: 2_500 },
          { productName: '黑花生', quantity: { value: '0.250', unit: 'KG' }, amountFen: 500 },
        ],
      },
    ]);
    await balanced();
  });

  test('gaps are told until they are filled, a count begun anew is another stream', async () => {
    const two = till('T2');
    const events = Array.from({ length: 9 }, () => two.sell([{ barcode: EAN, qty: 1, amountFen: 150 }]));
    expect((await two.send(events[2]!, events[3]!)).body).toMatchObject({ ackedThroughSeq: 0, missing: [[1, 2]] });
    expect((await two.send(events[6]!)).body).toMatchObject({
      ackedThroughSeq: 0,
      missing: [
        [1, 2],
        [5, 6],
      ],
    });
    expect((await two.send(events[0]!, events[1]!)).body).toMatchObject({ ackedThroughSeq: 4, missing: [[5, 6]] });
    expect(await checked()).toEqual({
      status: 'DEGRADED',
      code: 'SALES_MISSING',
      message: 'events are missing of T2#1',
    });
    expect((await two.send(...events.slice(3, 9))).body).toEqual({
      ackedThroughSeq: 9,
      missing: [],
      results: [4, 5, 6, 7, 8, 9].map((seq) => ({
        seq,
        status: [4, 7].includes(seq) ? 'DUPLICATE' : 'ACCEPTED',
        code: null,
      })),
    });
    expect(await checked()).toEqual({ status: 'OK', code: null, message: null });
    const anew = till('T2');
    anew.epoch = 2;
    anew.sell([], { seq: 0 });
    const first = anew.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { receiptNo: 'T2-2-1' });
    expect((await anew.send(first)).body).toMatchObject({ ackedThroughSeq: 0, missing: [[1, 1]] });
    await balanced();
  });

  test('the same batch 20 times at once, and its events in any order: one effect', async () => {
    const three = till('T1', {});
    const events = Array.from({ length: 6 }, (_, i) =>
      three.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 11 + i, receiptNo: `X-${i}` }),
    );
    const before = await onHand(eggs);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => three.send(...events.slice(i % 3, 6))));
    // One that finds the line full is told to come back; what it said is here.
    for (const { status } of answers) expect([200, 503]).toContain(status);
    expect(await three.told(...events)).toEqual(Array(6).fill('DUPLICATE'));
    expect(before - (await onHand(eggs))).toBe(6);
    const accepted = answers.flatMap(({ status, body }) => (status === 200 ? body.results : []));
    expect(accepted.every(({ status }) => ['ACCEPTED', 'DUPLICATE'].includes(status))).toBe(true);
    await balanced();
  });

  test('who is not the device, or too early or late, changes nothing', async () => {
    const one = till('T1');
    const event = one.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 40 });
    const options = { connection: 'super-main', deviceId: 'T1', key: 'the key of the first till' };
    const good = signed(options, 'POST', 'batches', one.batch([event]));
    const before = await everything();
    const answer = async (request: Parameters<typeof one.deliver>[0]) => (await one.deliver(request)).status;
    expect(await answer({ ...good, body: Buffer.from(JSON.stringify(JSON.parse(String(good.body)), null, 1)) })).toBe(
      401,
    );
    expect(await answer({ ...good, body: Buffer.from(String(good.body).replace('150', '151')) })).toBe(401);
    expect(
      await answer(signed({ ...options, key: 'the key of somebody else' }, 'POST', 'batches', one.batch([event]))),
    ).toBe(401);
    expect(await answer(signed({ ...options, deviceId: 'T9' }, 'POST', 'batches', one.batch([event])))).toBe(401);
    for (const minutes of [-10, 10]) {
      const now = () => Date.now() + minutes * 60_000;
      const late = await one.deliver(signed({ ...options, now }, 'POST', 'batches', one.batch([event])));
      expect(late).toEqual({ status: 401, body: { code: 'CLOCK_SKEW', serverTime: expect.any(String) } });
    }
    // Another's till, a back office, and a batch that makes no sense.
    expect((await till('T2').say('POST', 'batches', one.batch([event]))).status).toBe(400);
    expect((await till('OFFICE').say('POST', 'batches', one.batch([event]))).status).toBe(403);
    expect((await one.say('POST', 'batches', one.batch([event], { lastSeq: 41 }))).body).toMatchObject({
      code: 'BAD_BATCH',
      field: 'lastSeq',
    });
    expect((await one.say('POST', 'batches', '{')).body).toMatchObject({ code: 'NOT_JSON' });
    expect(await everything()).toEqual(before);
    expect(await answer(good)).toBe(200);
  });

  test('an id with another body is a conflict, and so is a receipt number used twice', async () => {
    const one = till('T1');
    const sale = one.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 50, receiptNo: 'C-1' });
    expect(await one.told(sale)).toEqual(['ACCEPTED']);
    const before = await onHand(eggs);
    const other = {
      ...sale,
      lines: [{ barcode: EAN, qty: 2, amountFen: 300 }],
      tenders: [{ method: 'cash', amountFen: 300 }],
    };
    expect(await one.told(other)).toEqual(['CONFLICT EVENT_REUSED']);
    const reused = one.sell([{ barcode: EAN, qty: 2, amountFen: 300 }], { seq: 51, receiptNo: 'C-1' });
    expect(await one.told(reused)).toEqual(['CONFLICT RECEIPT_REUSED']);
    expect(await one.told(reused)).toEqual(['CONFLICT RECEIPT_REUSED']);
    expect(await onHand(eggs)).toBe(before);
    await balanced();
  });
});

describe('what cannot be booked yet', () => {
  test('an unknown barcode: the cash counts, the rest of the receipt is booked, and the line when it is linked', async () => {
    const one = till('T1');
    const sale = one.sell(
      [
        { barcode: EAN, qty: 1, amountFen: 150 },
        { barcode: '6923450657713', qty: 3, amountFen: 900 },
      ],
      { seq: 60, receiptNo: 'U-1' },
    );
    const back = one.takeBack(sale, [{ barcode: '6923450657713', qty: 1, amountFen: 300 }], {
      seq: 61,
      receiptNo: 'U-2',
    });
    const before = await onHand(eggs);
    expect(await one.told(sale, back)).toEqual(['QUARANTINED UNKNOWN_BARCODE', expect.stringMatching(/^QUARANTINED/)]);
    expect(await one.told(sale)).toEqual(['QUARANTINED UNKNOWN_BARCODE']);
    expect(before - (await onHand(eggs))).toBe(1);
    expect(await rows(`select amount_fen, kept_fen from counter_receipt where external_id = 'A1/U-1'`)).toEqual([
      { amount_fen: 1_050, kept_fen: 900 },
    ]);
    const { data } = await app.ask('{ keptLines(first: 5) { nodes { receipt ref reason amountFen } } }', {}, OPERATOR);
    expect(data.keptLines.nodes).toEqual([
      { receipt: 'A1/U-1', ref: '6923450657713', reason: 'UNKNOWN_PRODUCT', amountFen: 900 },
    ]);
    await balanced();
    const cakes = await makeProduct(app, { name: '小豆饼', unit: 'PIECE', priceFen: 300, stock: { [COUNTER]: '10' } });
    await link(cakes, '6923450657713');
    await until(async () => (await onHand(cakes)) === 8, 'the line and what came back of it');
    await until(async () => (await held()).length === 0, 'the messages');
    expect(await one.told(sale, back)).toEqual(['DUPLICATE', 'DUPLICATE']);
    await balanced();
  });

  test('labels that contradict the till or the price wait for a person, who says what was sold', async () => {
    const one = till('T1');
    const events = [
      one.sell([{ barcode: label('210012301000'), amountFen: 1_001 }], { seq: 70, receiptNo: 'L-1' }),
      one.sell([{ barcode: '2100123010009', amountFen: 1_000 }], { seq: 71, receiptNo: 'L-2' }),
      one.sell([{ barcode: label('24001230260001250'), amountFen: 2_600 }], { seq: 72, receiptNo: 'L-3' }),
      one.sell([{ barcode: label('24001230252501250'), amountFen: 2_525 }], { seq: 73, receiptNo: 'L-4' }),
    ];
    expect(await one.told(...events)).toEqual([
      'QUARANTINED LABEL_MISMATCH',
      'QUARANTINED BAD_CHECK_DIGIT',
      'QUARANTINED PRICE_MISMATCH',
      'ACCEPTED',
    ]);
    await balanced();
    const { nodes } = (await app.ask('{ keptLines(first: 9) { nodes { id reason } } }', {}, OPERATOR)).data.keptLines;
    expect(nodes.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'BAD_CHECK_DIGIT',
      'LABEL_MISMATCH',
      'PRICE_MISMATCH',
    ]);
    for (const { id } of nodes) {
      const { data } = await app.ask(
        `mutation($input: KeptLineAssignInput!) { keptLineAssign(input: $input) { keptLine { state } userErrors { code } } }`,
        { input: { idempotencyKey: id, keptLineId: id, productId: peanuts, quantity: '0.5' } },
        OPERATOR,
      );
      expect(data.keptLineAssign).toEqual({ keptLine: { state: 'BOOKED' }, userErrors: [] });
    }
    for (const { id } of await held())
      await app.ask(
        'mutation($id: ID!) { inboxMessageRetry(input: { messageId: $id }) { userErrors { code } } }',
        { id },
        OPERATOR,
      );
    await until(async () => (await held()).length === 0, 'the messages');
    expect(await one.told(...events)).toEqual(Array(4).fill('DUPLICATE'));
    await balanced();
  });

  test('a return whose sale has not come waits for it; one beyond what was sold, or of no receipt, for a person', async () => {
    const one = till('T1');
    const sale = one.sell([{ barcode: EAN, qty: 2, amountFen: 300 }], { seq: 80, receiptNo: 'N-1' });
    const back = one.takeBack(sale, [{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 81, receiptNo: 'N-2' });
    const over = one.takeBack(sale, [{ barcode: EAN, qty: 2, amountFen: 300 }], { seq: 82, receiptNo: 'N-3' });
    const lost = one.takeBack(null, [{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 83, receiptNo: 'N-4' });
    const before = await onHand(eggs);
    expect(await one.told(back)).toEqual(['QUARANTINED NO_ORIGINAL']);
    expect(await onHand(eggs)).toBe(before);
    expect(await one.told(sale)).toEqual(['ACCEPTED']);
    await until(async () => (await onHand(eggs)) === before - 1, 'the return');
    expect(await one.told(back, over, lost)).toEqual([
      'DUPLICATE',
      'QUARANTINED OVER_RETURN',
      'QUARANTINED NO_ORIGINAL',
    ]);
    expect(await onHand(eggs)).toBe(before - 1);
    expect((await held()).map(({ code }) => code).sort()).toEqual(['NO_ORIGINAL', 'OVER_RETURN']);
    await balanced();
  });

  test('one malformed event does not hold up the others, nor is it lost', async () => {
    const one = till('T1');
    const events = [
      one.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 90, receiptNo: 'M-1' }),
      one.sell([{ barcode: EAN, qty: 1, amountFen: 1.5 }], { seq: 91, receiptNo: 'M-2' }),
      one.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], {
        seq: 92,
        receiptNo: 'M-3',
        tenders: [{ method: 'cash', amountFen: 1 }],
      }),
      one.sell([{ barcode: EAN, qty: 1, amountFen: 150 }], { seq: 93, receiptNo: 'M-4' }),
    ];
    expect(await one.told(...events)).toEqual([
      'ACCEPTED',
      'QUARANTINED MALFORMED',
      'QUARANTINED AMOUNT_MISMATCH',
      'ACCEPTED',
    ]);
    const notes = (await held()).filter(({ dedupeKey }) => events.some(({ eventId }) => dedupeKey.endsWith(eventId)));
    expect(notes.map(({ note }) => note)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^lines\.0\.amountFen: /), 'lines make 150 fen, tenders 1']),
    );
    await balanced();
  });

  test('more than there is was sold offline: it is accepted, shown below zero, and somebody is told', async () => {
    const one = till('T1');
    const rice = await makeProduct(app, {
      name: '生态大米',
      unit: 'PIECE',
      priceFen: 5_000,
      stock: { [COUNTER]: '2' },
    });
    await known(rice, '6900000000007');
    const sale = one.sell([{ barcode: '6900000000007', qty: 5, amountFen: 25_000 }], { seq: 100, receiptNo: 'O-1' });
    expect(await one.told(sale)).toEqual(['ACCEPTED']);
    const { data } = await app.ask(
      `{ stockItems(first: 9, filter: { oversold: true }) { nodes { available product { id } } } }`,
      {},
      OPERATOR,
    );
    expect(data.stockItems.nodes).toEqual([{ available: '-3', product: { id: rice } }]);
    await until(
      async () => (await rows(`select 1 from event_feed where kind = 'stock.oversold'`)).length === 1,
      'the event',
    );
    await balanced();
  });
});
