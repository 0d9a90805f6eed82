import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey } from '../../kit/goods.js';
import { watchFeed } from '../../kit/watch-feed.js';
import { ask, dayIn, eventsOf } from './asking.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const MARKET = '蚌埠批发市场';
const quote = (over: object = {}) => ({
  industry: 'PRIMARY',
  goods: '花生',
  market: MARKET,
  source: '市场日报 331',
  quotedOn: dayIn(0),
  unit: 'JIN',
  priceFen: 450,
  ...over,
});
const sheet = (...rows: string[]) => ['类别,品名,市场,来源,日期,单位,价格(元)', ...rows].join('\n');
const quotes = async (args: string) =>
  (await app.ask(`{ marketQuotes(first: 50${args}) { nodes { goods quotedOn priceFen version } totalCount } }`)).data
    .marketQuotes;
const written = async () =>
  (await app.db.pool.query('select json_agg(q order by id) as all from market_quote q')).rows[0].all;

test('a price is recorded with its day and source, and corrected by the same day again', async () => {
  const { quote: first, userErrors } = await ask(app, 'marketQuoteRecord', quote());
  expect(userErrors).toEqual([]);
  expect(first).toEqual({
    id: expect.any(String),
    ...{ goods: '花生', market: MARKET, quotedOn: dayIn(0), unit: 'JIN', priceFen: 450, version: 1 },
  });
  const again = (await ask(app, 'marketQuoteRecord', quote())).quote;
  expect(again).toEqual(first);
  const corrected = (await ask(app, 'marketQuoteRecord', quote({ priceFen: 455 }))).quote;
  expect(corrected).toEqual({ ...first, priceFen: 455, version: 2 });
  expect((await eventsOf(app, 'market.quote')).map(({ version, payload }) => [version, payload.goods])).toEqual([
    [1, '花生'],
    [2, '花生'],
  ]);
});

test.each([
  [{ priceFen: 0 }, 'BAD_PRICE', 'priceFen'],
  [{ quotedOn: dayIn(1) }, 'BAD_DAY', 'quotedOn'],
  [{ quotedOn: dayIn(-367) }, 'BAD_DAY', 'quotedOn'],
  [{ goods: ' ' }, 'BAD_TEXT', 'goods'],
  [{ source: 'x' }, 'BAD_TEXT', 'source'],
])('a quote with %j is refused, and nothing is written', async (over, code, field) => {
  const before = await written();
  expect(await ask(app, 'marketQuoteRecord', quote(over))).toEqual({ quote: null, userErrors: [{ code, field }] });
  expect(await written()).toEqual(before);
});

test('a sheet is taken whole or not at all, and loaded twice changes nothing', async () => {
  const rows = [
    `禽,鹅,${MARKET},市场周报 47,${dayIn(-1)},公斤,26.00`,
    `禽,鹅,${MARKET},市场周报 46,${dayIn(-8)},公斤,25.50`,
  ];
  const before = await written();
  const bad = await ask(app, 'marketQuotesImport', {
    csv: sheet(...rows, `鱼,鲤鱼,${MARKET},周报,${dayIn(0)},公斤,1`),
  });
  expect(bad).toEqual({ rows: null, changed: null, userErrors: [{ code: 'BAD_ROW', field: 'csv.4.industry' }] });
  expect(await written()).toEqual(before);
  expect(await ask(app, 'marketQuotesImport', { csv: sheet(...rows) })).toEqual({
    rows: 2,
    changed: 2,
    userErrors: [],
  });
  expect(await ask(app, 'marketQuotesImport', { csv: sheet(...rows) })).toEqual({
    rows: 2,
    changed: 0,
    userErrors: [],
  });
  expect(await quotes(', filter: { industry: POULTRY }')).toEqual({
    nodes: [
      { goods: '鹅', quotedOn: dayIn(-1), priceFen: 2_600, version: 1 },
      { goods: '鹅', quotedOn: dayIn(-8), priceFen: 2_550, version: 1 },
    ],
    totalCount: 2,
  });
  expect((await quotes(`, filter: { goods: "鹅" }, until: "${dayIn(-2)}"`)).totalCount).toBe(1);
  expect((await quotes(`, filter: { goods: "鹅", market: "别处" }`)).totalCount).toBe(0);
});

test('ten people record the same price at once: one row, one event', async () => {
  const before = (await eventsOf(app, 'market.quote')).length;
  const one = quote({ goods: '绿豆' });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask(app, 'marketQuoteRecord', { idempotencyKey: newKey(), ...one })),
  );
  expect(new Set(answers.map((answer) => answer.quote.id)).size).toBe(1);
  expect((await eventsOf(app, 'market.quote')).length).toBe(before + 1);
});

interface Message {
  __typename: string;
  cursor: string;
  quotes?: { goods: string; quotedOn: string; priceFen: number }[];
  quote?: { goods: string; priceFen: number; version: number };
}
const QUERY = `subscription($after: Cursor, $filter: MarketQuoteFilter) { marketQuoteChanges(after: $after, filter: $filter) { __typename
  ... on MarketQuoteSnapshot { cursor complete quotes { goods quotedOn priceFen } }
  ... on MarketQuoteChange { cursor sequence occurredAt quote { goods priceFen version } } } }`;

test('prices are pushed: the newest of all goods first, then each that is new, and from a cursor what was missed', async () => {
  const filter = { goods: '小麦' };
  await ask(app, 'marketQuoteRecord', quote({ goods: '小麦', quotedOn: dayIn(-2), priceFen: 118 }));
  await ask(app, 'marketQuoteRecord', quote({ goods: '小麦', quotedOn: dayIn(-1), priceFen: 119 }));
  // What was recorded is in the log before anyone begins to follow it.
  await app.ask('{ feedPosition { cursor } }');
  const watch = watchFeed<Message>(app.url, { query: QUERY, variables: { filter } });
  const [snapshot] = await watch.until((all) => all.length >= 1);
  expect(snapshot).toMatchObject({
    __typename: 'MarketQuoteSnapshot',
    complete: true,
    quotes: [{ goods: '小麦', quotedOn: dayIn(-1), priceFen: 119 }],
  });
  await ask(app, 'marketQuoteRecord', quote({ goods: '玉米', priceFen: 111 }));
  await ask(app, 'marketQuoteRecord', quote({ goods: '小麦', priceFen: 120 }));
  const is120 = (all: readonly Message[]) => all.some((one) => one.quote?.priceFen === 120);
  const pushed = (await watch.until(is120)).filter(({ quote: news }) => news !== undefined);
  expect(pushed.at(-1)!.quote).toEqual({ goods: '小麦', priceFen: 120, version: 1 });
  expect(pushed.every((one) => one.quote!.goods === '小麦')).toBe(true);
  watch.drop();
  await ask(app, 'marketQuoteRecord', quote({ goods: '小麦', priceFen: 121 }));
  const later = watchFeed<Message>(app.url, { query: QUERY, variables: { filter, after: pushed.at(-1)!.cursor } });
  const [missed] = await later.until((all) => all.length >= 1);
  expect(missed).toMatchObject({ __typename: 'MarketQuoteChange', quote: { priceFen: 121, version: 2 } });
  later.drop();
});
