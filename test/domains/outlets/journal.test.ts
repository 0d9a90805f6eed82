import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unbalancedItems } from '../../kit/goods.js';
import {
  alertsOf,
  app,
  authorised,
  call,
  keyOf,
  makeKiosk,
  reserve,
  slotsOf,
  startOutlets,
  stockOf,
  uuidOf,
  vendNow,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const RECEIPT = `receipt { epoch ackedThroughSeq results { seq status epoch code } missing { from to } }`;
const at = (minute: number) => `2026-11-26T09:${String(minute).padStart(2, '0')}:00.000Z`;
const sale = (seq: number, over: object = {}) => ({
  seq,
  entryId: `e-${seq}`,
  kind: 'SALE',
  at: at(seq),
  slot: 'A1',
  amountFen: 1_200,
  method: 'cash',
  ...over,
});
const upload = async (kiosk: KioskUnderTest, entries: object[], epoch?: number) => {
  const payload = await call('journalUpload', { entries, ...(epoch && { epoch }) }, RECEIPT, { token: kiosk.token });
  return payload.receipt ?? payload;
};
const statuses = (receipt: { results: { status: string }[] }) => receipt.results.map(({ status }) => status);
/** Its sales as booked: their id within the kiosk, state and sum. */
const booked = async ({ site }: KioskUnderTest) =>
  (
    await app.db.pool.query(
      `select substr(external_id, length($1) + 2) as id, status, total_fen as total, paid_fen as paid, refunded_fen as refunded
         from customer_order where external_id like $1 || ':%' order by id`,
      [site],
    )
  ).rows;
const order = (id: string, over: object = {}) => ({
  id,
  status: 'COMPLETED',
  total: 1_200,
  paid: 1_200,
  refunded: 0,
  ...over,
});

describe('offline sales', () => {
  test('are booked once, however often they are uploaded', async () => {
    const kiosk = await makeKiosk();
    const entries = [sale(1), sale(2)];
    expect(await upload(kiosk, entries)).toEqual({
      epoch: 1,
      ackedThroughSeq: 2,
      results: [1, 2].map((seq) => ({ seq, status: 'ACCEPTED', epoch: 1, code: null })),
      missing: [],
    });
    expect(statuses(await upload(kiosk, entries))).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(statuses(await upload(kiosk, [...entries, sale(3)]))).toEqual(['DUPLICATE', 'DUPLICATE', 'ACCEPTED']);
    expect(await booked(kiosk)).toEqual([order('e-1'), order('e-2'), order('e-3')]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 3, 2, 0] });
    expect(await stockOf(kiosk)).toEqual([2, 0]);
  });

  test('twelve uploads of it at once book it once', async () => {
    const kiosk = await makeKiosk();
    const entries = [sale(1), sale(2), sale(3)];
    const receipts = await Promise.all(Array.from({ length: 12 }, () => upload(kiosk, entries)));
    expect(receipts.filter((one) => statuses(one).every((s) => s === 'ACCEPTED')).length).toBe(1);
    expect(receipts.filter((one) => statuses(one).every((s) => s === 'DUPLICATE')).length).toBe(11);
    expect((await booked(kiosk)).length).toBe(3);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 3, 2, 0] });
  });

  test('wait for a gap to be filled, then are booked in the order of their numbers', async () => {
    const kiosk = await makeKiosk();
    const waits = await upload(kiosk, [sale(4), sale(2), sale(6)]);
    expect(statuses(waits)).toEqual(['WAITING', 'WAITING', 'WAITING']);
    expect(waits).toMatchObject({
      ackedThroughSeq: 0,
      missing: [
        { from: 1, to: 1 },
        { from: 3, to: 3 },
        { from: 5, to: 5 },
      ],
    });
    expect(await booked(kiosk)).toEqual([]);
    expect(await upload(kiosk, [sale(1)])).toMatchObject({
      ackedThroughSeq: 2,
      missing: [
        { from: 3, to: 3 },
        { from: 5, to: 5 },
      ],
    });
    const all = await upload(kiosk, [sale(5), sale(3)]);
    expect(all).toMatchObject({ ackedThroughSeq: 6, missing: [] });
    expect(statuses(all)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect((await booked(kiosk)).map(({ id }) => id)).toEqual(['e-1', 'e-2', 'e-3', 'e-4', 'e-5', 'e-6']);
  });

  test('of a clock that went back, or runs ahead, keep the order of their numbers', async () => {
    const kiosk = await makeKiosk();
    const before = new Date().toISOString();
    await upload(kiosk, [
      sale(1, { at: '2026-01-02T08:00:00.000Z' }),
      sale(2, { at: '1999-12-31T23:59:00.000Z' }),
      sale(3, { at: '2199-01-01T00:00:00.000Z' }),
      sale(4, { at: '2026-01-03T08:00:00.000Z' }),
    ]);
    const { rows } = await app.db.pool.query<{ at: string }>(
      'select happened_at as at from kiosk_journal where outlet_id = $1 order by seq',
      [keyOf(kiosk.id)],
    );
    const times = rows.map(({ at: time }) => new Date(time).toISOString());
    expect(times.slice(0, 2)).toEqual(['2026-01-02T08:00:00.000Z', '2026-01-02T08:00:00.000Z']);
    expect(times[2]! >= before && times[2]! <= new Date().toISOString()).toBe(true);
    expect(times[3]).toBe(times[2]);
    expect((await booked(kiosk)).length).toBe(4);
  });

  test('beyond what was known to be there are booked and shown below zero', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 1 } });
    await upload(kiosk, [sale(1), sale(2)]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [1, 2, -1, 0] });
    expect(await stockOf(kiosk)).toEqual([-1, 0]);
    expect(await alertsOf(kiosk)).toEqual(['SOLD_BEYOND_LEVEL']);
    expect((await reserve(kiosk)).userErrors).toEqual([{ code: 'SLOT_EMPTY', field: 'slot' }]);
  });

  test('given back are refunded once; the goods stay out', async () => {
    const kiosk = await makeKiosk();
    const back = { seq: 2, entryId: 'r-2', kind: 'RETURN', at: at(2), original: 'e-1', text: '包装破损' };
    await upload(kiosk, [sale(1), back]);
    await upload(kiosk, [back, { ...back, seq: 3, entryId: 'r-3' }]);
    expect(await booked(kiosk)).toEqual([order('e-1', { status: 'RETURNED', refunded: 1_200 })]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    // The second return of the one sale is kept aside, and holds nobody up.
    expect(await alertsOf(kiosk)).toEqual(['JOURNAL_QUARANTINE']);
    expect((await upload(kiosk, [sale(4)])).ackedThroughSeq).toBe(4);
  });
});

describe('an entry', () => {
  test('whose id comes again with another content is a conflict, and nothing of it is kept', async () => {
    const kiosk = await makeKiosk();
    await upload(kiosk, [sale(1)]);
    const again = await upload(kiosk, [sale(1, { amountFen: 1 }), sale(2, { entryId: 'e-1' }), sale(2)]);
    expect(statuses(again)).toEqual(['CONFLICT', 'CONFLICT', 'ACCEPTED']);
    expect(await booked(kiosk)).toEqual([order('e-1'), order('e-2')]);
    expect(await alertsOf(kiosk)).toEqual(['JOURNAL_CONFLICT']);
  });

  test('that makes no sense is kept aside with its reason; those after it go on', async () => {
    const kiosk = await makeKiosk();
    const receipt = await upload(kiosk, [
      sale(1, { slot: 'Z9' }),
      sale(2, { amountFen: null }),
      { seq: 3, entryId: 'v-3', kind: 'VEND', at: at(3), vendId: 'bm9ib2R5', result: 'VENDED' },
      { seq: 4, entryId: 'l-4', kind: 'LOST', at: at(4), text: '闪存损坏' },
      { seq: 5, entryId: 'n-5', kind: 'NOTE', at: at(5), text: '换电池' },
      sale(6),
    ]);
    expect(receipt.results.map(({ status, code }: { status: string; code: string }) => [status, code])).toEqual([
      ['QUARANTINED', 'UNKNOWN_SLOT'],
      ['QUARANTINED', 'BAD_REPORT'],
      ['QUARANTINED', 'BAD_REPORT'],
      ['ACCEPTED', null],
      ['ACCEPTED', null],
      ['ACCEPTED', null],
    ]);
    expect(receipt.ackedThroughSeq).toBe(6);
    expect(await booked(kiosk)).toEqual([order('e-6')]);
    expect((await alertsOf(kiosk)).toSorted()).toEqual([
      'JOURNAL_LOST',
      'JOURNAL_QUARANTINE',
      'JOURNAL_QUARANTINE',
      'JOURNAL_QUARANTINE',
    ]);
  });

  test.each([
    [[], 'TOO_MANY_ENTRIES', 'entries'],
    [[sale(0)], 'BAD_ENTRY', 'entries.0.seq'],
    [[sale(1), sale(2, { entryId: '' })], 'BAD_ENTRY', 'entries.1.entryId'],
  ])('%j cannot be told apart: the upload is refused whole', async (entries, code, field) => {
    const kiosk = await makeKiosk();
    const payload = await call('journalUpload', { entries }, RECEIPT, { token: kiosk.token });
    expect(payload).toEqual({ receipt: null, userErrors: [{ code, field }] });
    expect(
      (await app.db.pool.query('select 1 from kiosk_journal where outlet_id = $1', [keyOf(kiosk.id)])).rows,
    ).toEqual([]);
  });
});

describe('a counter that went back', () => {
  test('opens an epoch; what waited in the one before waits no longer; a late gap is still taken', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 9 } });
    await upload(kiosk, [sale(1), sale(2), sale(4)]);
    const reset = await upload(kiosk, [sale(1, { entryId: 'n-1' }), sale(2, { entryId: 'n-2' })]);
    expect(reset).toMatchObject({ epoch: 2, ackedThroughSeq: 2, missing: [] });
    expect((await booked(kiosk)).map(({ id }) => id).toSorted()).toEqual(['e-1', 'e-2', 'e-4', 'n-1', 'n-2']);
    expect(await alertsOf(kiosk)).toEqual(['JOURNAL_EPOCH']);
    const late = await upload(kiosk, [sale(3)], 1);
    expect(statuses(late)).toEqual(['ACCEPTED']);
    expect(late).toMatchObject({ epoch: 2, ackedThroughSeq: 2 });
    // What was uploaded before the reset is known by its ids.
    expect(statuses(await upload(kiosk, [sale(1), sale(2)]))).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(statuses(await upload(kiosk, [sale(1, { entryId: 'x' })], 1))).toEqual(['CONFLICT']);
    const { userErrors } = await call('journalUpload', { epoch: 3, entries: [sale(9)] }, RECEIPT, {
      token: kiosk.token,
    });
    expect(userErrors).toEqual([{ code: 'UNKNOWN_EPOCH', field: 'epoch' }]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [9, 6, 3, 0] });
  });
});

describe('results of online vends', () => {
  const result = (seq: number, vendId: string, what: string) => ({
    seq,
    entryId: `v-${seq}`,
    kind: 'VEND',
    at: at(seq),
    vendId,
    result: what,
  });

  test('settle what is unknown, by the journal and without a token', async () => {
    const kiosk = await makeKiosk();
    const [one, two] = [await authorised(kiosk), await authorised(kiosk)];
    await app.db.pool.query(`update vend set state = 'UNKNOWN', unknown_at = now() where outlet_id = $1`, [
      keyOf(kiosk.id),
    ]);
    await upload(kiosk, [result(1, one.vendId, 'VENDED'), result(2, two.vendId, 'FAILED')]);
    expect(await vendNow(one.vendId)).toEqual({ state: 'VENDED', flag: null, source: 'JOURNAL' });
    expect(await vendNow(two.vendId)).toEqual({ state: 'REFUNDED', flag: null, source: 'JOURNAL' });
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
    expect(await stockOf(kiosk)).toEqual([4, 0]);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('after the refund are flagged, with no second one', async () => {
    const kiosk = await makeKiosk();
    const { vendId, orderId } = await authorised(kiosk);
    await upload(kiosk, [result(1, vendId, 'FAILED'), result(2, vendId, 'VENDED')]);
    expect(await vendNow(vendId)).toEqual({ state: 'REFUNDED', flag: 'RESULT_AFTER_REFUND', source: 'JOURNAL' });
    const { rows } = await app.db.pool.query(
      'select paid_fen as paid, refunded_fen as refunded from customer_order where id = $1',
      [uuidOf(orderId)],
    );
    expect(rows).toEqual([{ paid: 1_200, refunded: 1_200 }]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  });
});
