import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventCapture } from '../../../../src/domains/trace/events/capture/capture-events.js';
import { appendLeaves } from '../../../../src/domains/trace/log/index.js';
import { OwnEvents } from '../../../../src/domains/trace/events/own-events.js';
import type { EpcisEvent } from '../../../../src/domains/trace/epcis/epcis.types.js';
import { Database } from '../../../../src/platform/persistence/index.js';
import { startApp, type TestApp } from '../../../kit/app.js';
import { GATE, makeProduct } from '../../../kit/goods.js';
import { carry, collect, done, CENTRE } from '../../circulation/circulating.js';
import { caughtUp, eventRows, saleOf } from './tracing.js';

let app: TestApp;
let others: Database[];
beforeAll(async () => {
  app = await startApp();
  others = await Promise.all(
    [1, 2, 3].map(() => Database.open({ url: app.databaseUrl, entities: [], readPool: 1, onError: () => undefined })),
  );
});
afterAll(async () => {
  await Promise.all(others.map((db) => db.close()));
  await app.stop();
});

test('writers at once, in several processes: every event once, leaves without a gap, ids in the order of commit', async () => {
  const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
  const batch = await collect(app, { productId });
  await carry(app, batch.id, '10');
  for (let shelf = 1; shelf <= 20; shelf++)
    await done(app, 'batchStore', { batchId: batch.id, siteCode: CENTRE, location: `A-${shelf}` });
  await caughtUp(app);
  await app.db.pool
    .query(`alter table trace_event disable trigger all; alter table trace_event_batch disable trigger all;
    delete from trace_event_batch; delete from trace_event; delete from trace_name;
    alter table trace_event enable trigger all; alter table trace_event_batch enable trigger all`);
  const own = new OwnEvents('200', appendLeaves);
  const capture = new EventCapture('200', appendLeaves);
  const sales = Array.from({ length: 60 }, (_, i) => saleOf(`r${i}`) as unknown as EpcisEvent);
  const whose = { capturedBy: 'channel:1', capture: null, behaviour: 'rollback', now: new Date() } as const;
  const results = await Promise.all([
    ...others.map((db) => own.catchUp(db)),
    ...others.flatMap((db, at) =>
      [0, 1].map((half) =>
        db.command(async (tx) => {
          const events = sales.slice(half * 20, 40 + at * 10);
          const { captured, repeated } = await capture.keep(tx, { prefixes: {}, events }, whose);
          expect(captured + repeated).toBe(events.length);
          return captured;
        }),
      ),
    ),
  ]);
  expect(results.slice(3).reduce((a, b) => a + b)).toBe(60);
  const rows = await eventRows(app);
  const steps = rows.filter(({ source }) => source === 'OWN').map(({ step }) => step);
  expect([steps.length, new Set(steps).size, rows.length]).toEqual([23, 23, 83]);
  // Behind the 23 that the log has of before: it forgets nothing.
  expect(rows.map(({ leaf }) => leaf)).toEqual(rows.map((_row, at) => 23 + at));
});
