import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simulateFleet, type FleetOptions, type FleetReport } from '../../../src/app/simulate/fleet.js';
import { FAULTS } from '../../../src/app/simulate/machine.js';
import { hashPassword } from '../../../src/platform/auth/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { makeProduct, unbalancedItems } from '../../kit/goods.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.db.pool.query(`update staff set password_hash = $1 where username = 'county_operator'`, [
    await hashPassword('demo'),
  ]);
  for (let i = 0; i < 3; i++) await makeProduct(app, { unit: 'BOX' });
});
afterAll(() => app.stop());

const run = (over: Partial<FleetOptions>): Promise<FleetReport> =>
  simulateFleet({
    url: app.url,
    account: { username: 'county_operator', password: 'demo' },
    place: '340323200',
    centre: 'CC-340323',
    count: 8,
    seconds: 8,
    faults: 50,
    pace: 0.2,
    seed: 7,
    say: () => undefined,
    ...over,
  });

test('a fleet that goes wrong in every way leaves books that balance', async () => {
  const { counts, off, balanced } = await run({});
  expect(off).toEqual({
    lostVends: 0,
    doubleBookings: 0,
    takingsOffFen: 0,
    stockOff: 0,
    feedOff: 0,
    openVends: 0,
    quarantined: 0,
  });
  expect(balanced).toBe(true);
  // It did go wrong: answers were lost, and most of the faults there are came up.
  expect(counts['lost-answer']).toBeGreaterThan(0);
  expect(FAULTS.filter((fault) => counts[fault]).length).toBeGreaterThan(FAULTS.length / 2);
  expect(await unbalancedItems(app)).toBe(0);
});

test.each<[string, string, keyof FleetReport['off']]>([
  [
    'a vend booked twice',
    `update slot set vended = vended + 1, level = level - 1, version = version + 1 where id = (select max(id) from slot)`,
    'doubleBookings',
  ],
  [
    'a vend lost',
    `update slot set vended = vended - 1, level = level + 1, version = version + 1 where id = (select max(id) from slot where vended > 0 and level < capacity)`,
    'lostVends',
  ],
  [
    'money that is not there',
    `update customer_order set paid_fen = paid_fen + 1 where id = (select order_id from order_line where site_code like 'SIM-%' order by order_id desc limit 1)`,
    'takingsOffFen',
  ],
])('%s is found', async (_what, tamper, where) => {
  const tampered = { count: 1, seconds: 2, faults: 0, pace: 0.05, settleMs: 1_000 };
  let spoilt: Promise<unknown> = Promise.resolve();
  // Spoilt once the machine sells no more.
  const say = (text: string) => {
    if (text.startsWith('everything')) spoilt = app.db.pool.query(tamper);
  };
  const { off, balanced } = await run({ ...tampered, say });
  await spoilt;
  expect(balanced).toBe(false);
  expect(off[where]).toBeGreaterThan(0);
});
