import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { done } from '../../domains/circulation/circulating.js';
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

test('each step whose event a head covers leads to its proof, the others do not; a salt that is gone neither', async () => {
  const { packed } = await makeWay(app);
  const at = await pathOf(packed.code);
  const links = async () => [...(await (await get(at)).text()).matchAll(/<a href="(\/verify[^"]*)">([^<]*)/g)];
  expect(await links()).toEqual([]);
  const { size } = await sealed(app);
  // A page is kept while nothing on its way changes: at most five minutes.
  await done(app, 'batchWriteOff', { batchId: packed.id, siteCode: 'CC-340323', quantity: '1', reason: '破损' });
  const { steps } = (
    await app.ask('query($code: String!) { trace(code: $code) { steps(first: 100) { nodes { leaf } } } }', {
      code: packed.code,
    })
  ).data.trace;
  const covered = steps.nodes
    .map(({ leaf }: { leaf: number | null }) => leaf)
    .filter((leaf: number | null) => leaf !== null && leaf < size);
  expect(covered.length).toBe(steps.nodes.length - 1);
  expect((await links()).map(([, href, word]) => [href, word])).toEqual(
    covered.map((leaf: number) => [`/verify?lang=zh&amp;proof=/trace/proofs/${leaf}.json`, '验证']),
  );
  expect(await (await get(`${at}?lang=en`)).text()).toContain(
    `lang=en&amp;proof=/trace/proofs/${covered[0]}.json">verify</a>`,
  );
});
