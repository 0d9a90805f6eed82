import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../../kit/app.js';
import { caughtUp, eventRows } from '../events/tracing.js';
import { makeWay, type MadeWay } from '../way-making.js';

const PROOF = 'query($code: String!) { trace(code: $code) { proof { events logged headSize headSignedAt } } }';
const HEADS = '{ latestTreeHead { size signedAt } }';

let app: TestApp;
let way: MadeWay;
beforeAll(async () => {
  app = await startApp();
  way = await makeWay(app);
  await caughtUp(app);
});
afterAll(() => app.stop());

const proof = async () => (await app.ask(PROOF, { code: way.packed.code })).data.trace.proof;

/** Signs now what would be signed within the minute. */
async function signed(size: number): Promise<{ size: number; signedAt: string }> {
  await app.db.pool.query(`select graphile_worker.add_job('trace.sign-head', job_key => 'every:trace.sign-head')`);
  for (let tries = 0; tries < 200; tries++) {
    const head = (await app.ask(HEADS)).data.latestTreeHead;
    if (head?.size === size) return head;
    await sleep(50);
  }
  throw new Error('no head was signed');
}

test('events of a batch are in the log at once, and proved when a head covers them', async () => {
  const all = (await eventRows(app)).length;
  expect(await proof()).toEqual({ events: 3, logged: 0, headSize: null, headSignedAt: null });
  const head = await signed(all);
  expect(await proof()).toEqual({ events: 3, logged: 3, headSize: all, headSignedAt: head.signedAt });
});
