import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedCirculation } from '../../../src/domains/circulation/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, GATE, makeProduct, OPERATOR, unbalancedItems, VILLAGE } from '../../kit/goods.js';
import { SOUND, unsound } from './circulating.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('the demo village has its officer, its calendar, and batches to the county, of which one failed', async () => {
  for (let i = 0; i < 3; i++) await makeProduct(app, { stock: { [GATE]: '11' } });
  const made = await app.db.command((tx) =>
    seedCirculation(tx, { village: VILLAGE, centre: CENTRE, now: new Date('2026-11-26T04:00:00Z') }),
  );
  expect(made).toBe(3);
  const { data } = await app.ask(
    `{ batches { nodes { state origin stock { site { code } quantity stopped } inspections { result publication } } }
       collectionRounds { nodes { state opensAt } } collectionReceipts { nodes { net payment } } }`,
    {},
    OPERATOR,
  );
  const passed = {
    state: 'PASSED',
    origin: 'COLLECTED',
    stock: [{ site: { code: CENTRE }, quantity: '5.500', stopped: '0.000' }],
  };
  expect(data.batches.nodes).toEqual([
    {
      state: 'FAILED',
      origin: 'COLLECTED',
      stock: [{ site: { code: CENTRE }, quantity: '0.000', stopped: '5.500' }],
      inspections: [{ result: 'FAILED', publication: 'PUBLISHED' }],
    },
    { ...passed, inspections: [{ result: 'PASSED', publication: 'PUBLISHED' }] },
    { ...passed, inspections: [{ result: 'PASSED', publication: 'PUBLISHED' }] },
  ]);
  expect(data.collectionRounds.nodes).toEqual([
    { state: 'MISSED', opensAt: '2026-11-25T00:30:00.000Z' },
    { state: 'PLANNED', opensAt: '2026-12-02T00:30:00.000Z' },
    { state: 'PLANNED', opensAt: '2026-12-09T00:30:00.000Z' },
  ]);
  expect(data.collectionReceipts.nodes).toEqual([1, 2, 3].map(() => ({ net: '5.500', payment: 'PAID' })));
  expect(await unbalancedItems(app)).toBe(0);
  expect(await unsound(app)).toEqual(SOUND);
});
