import { expect, test } from '@jest/globals';
import { BadRequest, type Call, type InboundMessage, type RawRequest } from '../../../src/plugin-kit/index.js';
import { messagesOf, readBatch } from '../../../plugins/supermarket/batch.js';
import { config as spec, type Config } from '../../../plugins/supermarket/config.js';
import { normaliseEvent, refusedEvent } from '../../../plugins/supermarket/events.js';

const config: Config = spec.schema.parse({
  stores: {
    A1: {
      siteCode: 'COUNTER-0001',
      scaleBarcodes: [
        { prefix: '21', layout: 'FFWWWWWEEEEEC' },
        { prefix: '24', layout: 'FFWWWWWEEEEENNNNNC' },
      ],
    },
    B2: { siteCode: 'COUNTER-0002', pluScope: 'store', scaleBarcodes: [{ prefix: '21', layout: 'FFWWWWWEEEEEC' }] },
  },
  devices: { T1: { store: 'A1', key: 'a key of the first till' } },
});
const call = { config, clock: { now: () => new Date('2026-07-01T10:00:00Z') } } as Call<Config>;

const event = (over: Record<string, unknown> = {}) => ({
  seq: 1,
  eventId: 'e1',
  kind: 'SALE',
  receiptNo: 'R1',
  occurredAt: '2026-07-01T09:00:00+08:00',
  lines: [{ barcode: '6901234567892', qty: 2, amountFen: 500 }],
  tenders: [{ method: 'cash', amountFen: 500 }],
  ...over,
});
const batch = (events: unknown[], over: Record<string, unknown> = {}) => ({
  batchId: 'b1',
  deviceId: 'T1',
  businessDate: '2026-07-01',
  firstSeq: (events[0] as { seq: number }).seq,
  lastSeq: (events.at(-1) as { seq: number }).seq,
  events,
  ...over,
});
const read = (body: unknown) =>
  readBatch(
    {
      headers: { 'x-device-id': 'T1' },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    } as unknown as RawRequest,
    config,
  );
const refusal = (body: unknown): unknown => {
  try {
    read(body);
  } catch (error) {
    return error instanceof BadRequest ? error.reply : error;
  }
  return 'taken';
};
const meaning = (over: Record<string, unknown> = {}, store = 'A1') =>
  normaliseEvent(
    { body: { store, device: 'T1', businessDate: '2026-07-01', event: event(over) } } as unknown as InboundMessage,
    call,
  );

test('each event is a message of its own, the same in whichever batch', () => {
  const [first, second] = messagesOf(
    read(batch([event(), event({ seq: 2, eventId: 'e2', kind: 'RETURN', receiptNo: 'R2', originalReceiptNo: 'R1' })])),
    'A1',
  );
  expect(first).toEqual({
    type: 'event',
    dedupeKey: 'event:e1',
    orderingKey: 'A1/R1',
    sequence: { stream: 'T1#1', number: 1 },
    body: { store: 'A1', device: 'T1', businessDate: '2026-07-01', event: event() },
  });
  // What comes back waits for what was sold.
  expect(second).toMatchObject({
    dedupeKey: 'event:e2',
    orderingKey: 'A1/R1',
    sequence: { stream: 'T1#1', number: 2 },
  });
  const again = messagesOf(read(batch([event()], { batchId: 'b2', epoch: 1 })), 'A1');
  expect(again).toEqual([first]);
  expect(messagesOf(read(batch([event()], { epoch: 2 })), 'A1')[0]!.sequence).toEqual({ stream: 'T1#2', number: 1 });
});

test('a batch that makes no sense is refused whole, by its field', () => {
  const code = (field: string, body: unknown) =>
    expect(refusal(body)).toMatchObject({ status: 400, body: { code: 'BAD_BATCH', field } });
  expect(refusal('{"batchId":')).toMatchObject({ status: 400, body: { code: 'NOT_JSON' } });
  expect(refusal('\xff')).toMatchObject({ status: 400, body: { code: 'NOT_JSON' } });
  code('deviceId', batch([event()], { deviceId: 'T2' }));
  code('businessDate', batch([event()], { businessDate: '2026-02-30' }));
  code('events', batch([event()], { events: [] }));
  code('firstSeq', batch([event({ seq: 0 })]));
  code('events.0.seq', batch([event({ seq: 0 })], { firstSeq: 1, lastSeq: 1 }));
  code('events.0.seq', batch([event()], { firstSeq: 2 }));
  code('events.1.seq', batch([event({ seq: 2 }), event({ seq: 2, eventId: 'e2' })]));
  code('lastSeq', batch([event()], { lastSeq: 5 }));
  code('events', batch(Array.from({ length: 1_001 }, (_, i) => event({ seq: i + 1, eventId: `e${i}` }))));
  expect(read(batch([event({ seq: 3 }), event({ seq: 7, eventId: 'e2' })])).events).toHaveLength(2);
});

test('a sale is booked as it was told', () => {
  const label = '2100123012343';
  expect(
    meaning({
      lines: [
        { barcode: '6901234567892', qty: 2, amountFen: 500 },
        { barcode: label, amountFen: 1_234, unitPriceFen: 2_000 },
        { barcode: '240012302500020003', amountFen: 2_500 },
      ],
      tenders: [{ method: 'cash', amountFen: 4_234 }],
    }),
  ).toEqual({
    commands: [
      {
        kind: 'sale.book',
        sale: {
          externalId: 'A1/R1',
          siteCode: 'COUNTER-0001',
          soldAt: '2026-07-01T09:00:00+08:00',
          businessDate: '2026-07-01',
          keepUnknown: true,
          tenders: [{ method: 'cash', amountFen: 4_234 }],
          lines: [
            { externalId: '1', product: { externalId: '6901234567892' }, quantity: '2', amountFen: 500 },
            {
              externalId: '2',
              product: { externalId: 'plu:00123' },
              amountFen: 1_234,
              unitPriceFen: 2_000,
              tolerancePermille: 10,
            },
            {
              externalId: '3',
              product: { externalId: 'plu:00123' },
              weightG: 2_000,
              amountFen: 2_500,
              tolerancePermille: 10,
            },
          ],
        },
      },
    ],
  });
});

test('a line that contradicts its label, or cannot be read, is kept back with its money', () => {
  const pendingOf = (line: Record<string, unknown>, store = 'A1') => {
    const intake = meaning({ lines: [line], tenders: [{ method: 'cash', amountFen: line['amountFen'] }] }, store);
    const [command] = (
      intake as unknown as { commands: [{ sale: { lines: [{ pending?: string; product: object }] } }] }
    ).commands;
    return [command.sale.lines[0].pending, command.sale.lines[0].product];
  };
  expect(pendingOf({ barcode: '2100123012343', amountFen: 1_234 })).toEqual([undefined, { externalId: 'plu:00123' }]);
  expect(pendingOf({ barcode: '2100123012343', amountFen: 1_235 })[0]).toBe('LABEL_MISMATCH');
  expect(pendingOf({ barcode: '2100123012343', qty: 2, amountFen: 1_234 })[0]).toBe('LABEL_MISMATCH');
  expect(pendingOf({ barcode: '2100123012344', amountFen: 1_234 })[0]).toBe('BAD_CHECK_DIGIT');
  expect(pendingOf({ barcode: '69 012', amountFen: 1_234 })[0]).toBe('UNREADABLE_BARCODE');
  // A store whose scales number their articles themselves.
  expect(pendingOf({ barcode: '2100123012343', amountFen: 1_234 }, 'B2')[1]).toEqual({ externalId: 'plu:B2:00123' });
});

test('returns and voidings name their receipt; what does not add up or is malformed is held', () => {
  expect(meaning({ kind: 'RETURN', receiptNo: 'R2', originalReceiptNo: 'R1' })).toEqual({
    commands: [
      {
        kind: 'sale.return',
        externalId: 'A1/R2',
        original: 'A1/R1',
        returnedAt: '2026-07-01T09:00:00+08:00',
        businessDate: '2026-07-01',
        lines: [{ externalId: '1', product: { externalId: '6901234567892' }, quantity: '2', amountFen: 500 }],
      },
    ],
  });
  expect(meaning({ kind: 'VOID', receiptNo: 'R1', originalReceiptNo: 'R1', lines: [], tenders: [] })).toEqual({
    commands: [
      {
        kind: 'sale.void',
        externalId: 'A1/R1',
        original: 'A1/R1',
        voidedAt: '2026-07-01T09:00:00+08:00',
        businessDate: '2026-07-01',
      },
    ],
  });
  expect(meaning({ kind: 'RETURN', originalReceiptNo: undefined })).toMatchObject({ hold: 'NO_ORIGINAL' });
  expect(meaning({ tenders: [{ method: 'cash', amountFen: 499 }] })).toMatchObject({
    hold: 'AMOUNT_MISMATCH',
    message: 'lines make 500 fen, tenders 499',
  });
  expect(meaning({ kind: 'GIFT' })).toMatchObject({ hold: 'MALFORMED' });
  expect(meaning({ lines: [{ barcode: '1', amountFen: 0.5 }] })).toMatchObject({
    hold: 'MALFORMED',
    message: expect.stringMatching(/^lines\.0\.amountFen: /),
  });
  expect(meaning({ occurredAt: '2026-07-01 09:00' })).toMatchObject({ hold: 'MALFORMED' });
  expect(meaning({}, 'C3')).toMatchObject({ hold: 'UNKNOWN_STORE' });
});

test('what is refused is never dropped', () => {
  const becomes = (code: string, kind = 'SALE', businessDate = '2026-07-01', field?: string) =>
    refusedEvent(
      { body: { businessDate, event: { kind } } } as unknown as InboundMessage,
      [{ status: 'refused', code: code as never, message: 'm', field }],
      call,
    );
  expect(becomes('UNKNOWN_PRODUCT')).toEqual({ hold: 'UNKNOWN_BARCODE', message: 'm' });
  expect(becomes('OVER_RETURN', 'RETURN')).toEqual({ hold: 'OVER_RETURN', message: 'm' });
  expect(becomes('NOT_FOUND', 'RETURN')).toEqual({ wait: 'NO_ORIGINAL', retryAfterSeconds: 300 });
  expect(becomes('NOT_FOUND', 'VOID', '2026-06-20')).toEqual({ wait: 'NO_ORIGINAL', retryAfterSeconds: 21_600 });
  expect(becomes('INVALID', 'SALE', '2026-07-01', 'PRICE_MISMATCH')).toEqual({ hold: 'PRICE_MISMATCH', message: 'm' });
  expect(becomes('CONFLICT')).toBe('done');
});
