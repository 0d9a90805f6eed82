import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { traceExportCommand } from '../../src/app/trace-export.js';
import type { ExportChoice } from '../../src/domains/trace/index.js';
import { documentFaults } from '../../src/domains/trace/epcis/document-schema.js';
import { startApp, testConfig, type TestApp } from '../kit/app.js';
import { GATE, makeProduct } from '../kit/goods.js';
import { collect, done, POINT } from '../domains/circulation/circulating.js';
import { captured, caughtUp, documentOf, saleOf } from '../domains/trace/events/tracing.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), 'yizhan-export-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.stop();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the file is looked into freely
async function exported(choice: ExportChoice): Promise<{ told: number; events: any[] }> {
  const out = join(folder, 'events.jsonld');
  const told = await traceExportCommand(app.databaseUrl, testConfig(), pino({ level: 'silent' }), { choice, out });
  const document = JSON.parse(readFileSync(out, 'utf8'));
  expect([documentFaults(document), document.type]).toEqual([[], 'EPCISDocument']);
  return { told, events: document.epcisBody.eventList };
}
const steps = (events: { bizStep: string }[]) => events.map(({ bizStep }) => bizStep);

describe('an export', () => {
  let packed: { code: string };
  beforeAll(async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '30' } });
    const [first, second] = [await collect(app, { productId }), await collect(app, { productId })];
    await collect(app, { productId });
    const inputs = [first, second].map(({ id }) => ({ batchId: id, quantity: '10' }));
    packed = await done(app, 'batchPack', { siteCode: POINT, productId, quantity: '20', inputs });
    await caughtUp(app);
  });

  test('of a batch has all that went into it, and nothing else', async () => {
    const { told, events } = await exported({ batch: packed.code });
    expect([told, steps(events)]).toEqual([3, ['collecting', 'collecting', 'packing']]);
    expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(3);
  });

  test('of days has what happened in them', async () => {
    expect((await exported({ from: null, until: null })).told).toBe(4);
    expect((await exported({ from: null, until: '2020-01-01T00:00:00.000Z' })).events).toEqual([]);
    expect((await exported({ from: '2020-01-01T00:00:00.000Z', until: null })).told).toBe(4);
  });

  test('of more than a page has every event once, a partner’s with its own words', async () => {
    const many = Array.from({ length: 1_003 }, (_, i) => saleOf(i, { 'acme:till': '7' }));
    const job = await captured(app, documentOf(many, [{ acme: 'https://acme.example.com/' }]));
    expect(job['yizhan:captured']).toBe(1_003);
    const { told, events } = await exported({ from: '2026-11-20T00:00:00.000Z', until: '2026-11-21T00:00:00.000Z' });
    expect(told).toBe(1_003);
    expect(events.map(({ epcList }) => epcList[0])).toEqual(many.map(({ epcList }) => epcList[0]));
    expect(events[0]).toMatchObject({ '@context': [{ acme: 'https://acme.example.com/' }], 'acme:till': '7' });
  });

  test('of a batch that is none is refused', async () => {
    await expect(exported({ batch: 'B000000-NOTHING0' })).rejects.toMatchObject({ code: 'NO_BATCH' });
  });
});
