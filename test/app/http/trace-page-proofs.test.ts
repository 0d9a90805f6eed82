import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { done } from '../../domains/circulation/circulating.js';
import { caughtUp } from '../../domains/trace/events/tracing.js';
import { sealed } from '../../domains/trace/proofs/sealing.js';
import { makeWay } from '../../domains/trace/way-making.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const pathOf = async (code: string) =>
  new URL((await app.ask('query($code: String!) { trace(code: $code) { link } }', { code })).data.trace.link).pathname;
const get = (at: string) => fetch(`${app.url}${at}`, { headers: { accept: 'text/html' } });

test('each step whose event a head covers leads to its proof, seen at the next look; one that came since does not', async () => {
  const { packed } = await makeWay(app);
  const at = await pathOf(packed.code);
  const links = async () =>
    [...(await (await get(at)).text()).matchAll(/<a href="(\/verify[^"]*)">([^<]*)/g)].map(([, href, word]) => [
      href,
      word,
    ]);
  const leaves = async () => {
    const query = 'query($code: String!) { trace(code: $code) { steps(first: 100) { nodes { leaf } } } }';
    const { steps } = (await app.ask(query, { code: packed.code })).data.trace;
    return steps.nodes.map(({ leaf }: { leaf: number | null }) => leaf);
  };
  const linked = (each: number[]) =>
    each.map((leaf) => [`/verify?lang=zh&amp;proof=/trace/proofs/${leaf}.json`, '验证']);
  expect(await links()).toEqual([]);
  await sealed(app);
  const covered = await leaves();
  expect([covered.length, covered.includes(null)]).toEqual([12, false]);
  expect(await links()).toEqual(linked(covered));
  expect(await (await get(`${at}?lang=en`)).text()).toContain(
    `lang=en&amp;proof=/trace/proofs/${covered[0]}.json">verify</a>`,
  );
  await done(app, 'batchWriteOff', { batchId: packed.id, siteCode: 'CC-340323', quantity: '1', reason: '破损' });
  await caughtUp(app);
  expect((await leaves()).length).toBe(13);
  expect(await links()).toEqual(linked(covered));
});
