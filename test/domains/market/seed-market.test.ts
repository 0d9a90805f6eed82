import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedMarket } from '../../../src/domains/market/index.js';
import { turnScaleWarnings } from '../../../src/domains/market/scale/warnings.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeHousehold, makeProduct, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { jobsRan } from './asking.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await jobsRan(app);
});
afterAll(() => app.stop());

test('the demo village has made-up prices, marked so, and is warned of what it plans', async () => {
  const producerId = await makeHousehold(app);
  for (const name of ['黑花生', '绿豆']) await makeProduct(app, { producerId, name, priceFen: 1_001 });
  await app.db.command(async (tx) => {
    expect(await seedMarket(tx, { village: VILLAGE, now: new Date() })).toBe(2);
  });
  expect(await turnScaleWarnings(app.db, new Date())).toEqual({ raised: 2, cleared: 0 });
  const { data } = await app.ask(
    `{ marketQuotes(first: 2) { totalCount nodes { goods priceFen source } } scaleWarnings(first: 5) { nodes { goods over { value } } } }`,
    {},
    OPERATOR,
  );
  const source = '演示数据,非真实行情';
  expect(data.marketQuotes.totalCount).toBe(10);
  expect(data.marketQuotes.nodes.map((one: { goods: string }) => one.goods).toSorted()).toEqual(['绿豆', '黑花生']);
  for (const quote of data.marketQuotes.nodes) expect(quote).toMatchObject({ priceFen: 900, source });
  expect(data.scaleWarnings.nodes.map((one: { over: object }) => one.over)).toEqual([
    { value: '20.000' },
    { value: '20.000' },
  ]);
});
