import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventHash, hashUri } from '../../../../src/domains/trace/epcis/event-hash.js';
import { OWN_PREFIXES } from '../../../../src/domains/trace/epcis/epcis.types.js';
import { OwnEvents } from '../../../../src/domains/trace/events/own-events.js';
import { appendLeaves } from '../../../../src/domains/trace/log/index.js';
import { batchUri, glnOf, gtinOf, placeUri } from '../../../../src/domains/trace/gs1/keys.js';
import { startApp, type TestApp } from '../../../kit/app.js';
import { GATE, makeProduct } from '../../../kit/goods.js';
import { carry, CENTRE, collect, done, keyOf, POINT } from '../../circulation/circulating.js';
import { good, pass, report } from '../../circulation/inspecting.js';
import { caughtUp, eventRows } from './tracing.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const siteUri = async (code: string) =>
  placeUri(
    glnOf('200', (await app.db.pool.query<{ id: number }>('select id from site where code = $1', [code])).rows[0]!.id),
  );
const own = () => new OwnEvents('200', appendLeaves);
const sorted = (keys: readonly number[]) => [...keys].sort((a, b) => a - b);

/** A batch that was collected, carried to the centre and packed there with a report. */
async function way() {
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  const packed = await done(app, 'batchPack', {
    siteCode: CENTRE,
    productId,
    quantity: '9',
    inputs: [{ batchId: batch.id, quantity: '10' }],
  });
  await pass(app, packed.id);
  await caughtUp(app);
  return { productId, batch, packed };
}

describe('the follower', () => {
  test('writes an event for every step, once, in the order of the log, each about its batches', async () => {
    const { productId, batch, packed } = await way();
    const [first, second] = [keyOf(batch.id), keyOf(packed.id)];
    const rows = (await eventRows(app)).filter(({ batches }) => batches.includes(first) || batches.includes(second));
    expect(rows.map(({ type, bizStep, disposition, batches }) => [type, bizStep, disposition, batches])).toEqual([
      ['ObjectEvent', 'collecting', 'active', [first]],
      ['ObjectEvent', 'shipping', 'in_transit', [first]],
      ['ObjectEvent', 'receiving', 'in_progress', [first]],
      ['AggregationEvent', 'packing', 'in_progress', sorted([first, second])],
      ['ObjectEvent', 'inspecting', 'conformant', [second]],
    ]);
    const gtin = gtinOf('200', keyOf(productId));
    expect(rows[3]!.event).toMatchObject({
      parentID: batchUri(gtin, packed.code),
      childQuantityList: [{ epcClass: batchUri(gtin, batch.code), quantity: 10, uom: 'KGM' }],
      bizLocation: { id: await siteUri(CENTRE) },
    });
    expect(rows[0]!.event['readPoint']).toEqual({ id: await siteUri(POINT) });
    for (const { event, eventId, hash, salt, source, capturedBy } of rows) {
      expect(hash).toEqual(eventHash(event, OWN_PREFIXES));
      expect([eventId, event.eventID]).toEqual([hashUri(hash), hashUri(hash)]);
      expect([salt?.length, source, capturedBy]).toEqual([32, 'OWN', null]);
    }
    const all = await eventRows(app);
    expect(all.map(({ leaf }) => leaf)).toEqual(all.map((_row, i) => i));
  });

  test('writes nothing twice when it hears a step again', async () => {
    const before = await eventRows(app);
    const { rows } = await app.db.pool.query(
      `select pos, kind, subject, version, payload, occurred_at as "occurredAt" from event_feed where kind = 'batch' order by pos`,
    );
    expect(rows.length).toBe(before.length);
    await app.db.command((tx) => own().follow(tx, rows));
    expect(await eventRows(app)).toEqual(before);
  });

  test('a step that was wrong is told again as wrong, with what holds instead', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const batch = await collect(app, { productId });
    const passed = await pass(app, batch.id);
    const failed = await good(
      app,
      'inspectionRecord',
      report(batch.id, {
        correctsId: passed.id,
        results: [{ item: '黄曲霉毒素B1', value: '30', unit: 'μg/kg', verdict: 'FAILED' }],
      }),
    );
    expect(failed.result).toBe('FAILED');
    await caughtUp(app);
    const rows = (await eventRows(app)).filter(
      ({ batches, bizStep }) => batches.includes(keyOf(batch.id)) && bizStep === 'inspecting',
    );
    expect(rows.map(({ disposition, errorAt }) => [disposition, errorAt !== null])).toEqual([
      ['conformant', false],
      ['conformant', true],
      ['non_conformant', false],
    ]);
    const [first, declared, corrective] = rows;
    expect([declared!.eventId, declared!.hash]).toEqual([first!.eventId, first!.hash]);
    expect(declared!.event.errorDeclaration).toMatchObject({
      reason: 'incorrect_data',
      correctiveEventIDs: [corrective!.eventId],
    });
    expect(declared!.step).toBe(corrective!.step);
  });
});

describe('steps that nobody told of', () => {
  const forget = () =>
    app.db.pool.query(`alter table trace_event disable trigger all; alter table trace_event_batch disable trigger all;
      delete from trace_event_batch; delete from trace_event; delete from trace_name;
      alter table trace_event enable trigger all; alter table trace_event_batch enable trigger all`);

  test.each([
    ['are found again by the job', () => own().catchUp(app.db)],
    ['are written in the transaction of a reader that lost its place', () => app.db.command((tx) => own().recover(tx))],
  ])('%s, and make the same events', async (_how, again) => {
    const before = await eventRows(app);
    await forget();
    await again();
    const after = await eventRows(app);
    const shown = (rows: typeof before) =>
      rows.map(({ event, eventId, batches, step }) => ({ event, eventId, batches, step }));
    expect(shown(after)).toEqual(shown(before));
    // The log forgets nothing: they are entered anew behind what is there.
    expect(after.map(({ leaf }) => leaf)).toEqual(before.map(({ leaf }) => leaf + before.length));
    expect(await own().catchUp(app.db)).toBe(0);
    expect(await eventRows(app)).toEqual(after);
  });
});

describe('the table', () => {
  test('keeps events as they are; a salt may go and never come back', async () => {
    const [row] = await eventRows(app);
    const change = (sql: string) => app.db.pool.query(`update trace_event set ${sql} where id = $1`, [row!.id]);
    await expect(change(`disposition = 'unknown'`)).rejects.toThrow('trace_event is append-only');
    await expect(change(`salt = null, leaf = 999999`)).rejects.toThrow('trace_event is append-only');
    await expect(app.db.pool.query('delete from trace_event')).rejects.toThrow('trace_event is append-only');
    expect((await eventRows(app))[0]).toEqual(row);
    await change('salt = null');
    expect((await eventRows(app))[0]).toEqual({ ...row, salt: null });
    await expect(change(`salt = decode(repeat('00', 32), 'hex')`)).rejects.toThrow('trace_event is append-only');
    expect((await eventRows(app))[0]!.salt).toBeNull();
  });

  test('no personal data is in any event', async () => {
    const { rows } = await app.db.pool.query<{ n: number }>(
      `select count(*)::int as n from trace_event where event::text ~ 'staff:|producer|household|138\\d{8}|李小明|王小明'`,
    );
    expect(rows[0]!.n).toBe(0);
  });
});
