import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../../kit/app.js';
import { caughtUp, eventRows } from '../events/tracing.js';
import { makeWay, type MadeWay } from '../way-making.js';
import { sealed } from './sealing.js';

const PROOF = 'query($code: String!) { trace(code: $code) { proof { events logged headSize headSignedAt } } }';

let app: TestApp;
let way: MadeWay;
beforeAll(async () => {
  app = await startApp();
  way = await makeWay(app);
  await caughtUp(app);
});
afterAll(() => app.stop());

const proof = async () => (await app.ask(PROOF, { code: way.packed.code })).data.trace.proof;

test('events of a batch are in the log at once, and proved when a head covers them', async () => {
  const all = (await eventRows(app)).length;
  expect(await proof()).toEqual({ events: 3, logged: 0, headSize: null, headSignedAt: null });
  const head = await sealed(app);
  expect(await proof()).toEqual({ events: 3, logged: 3, headSize: all, headSignedAt: head.signedAt });
});
