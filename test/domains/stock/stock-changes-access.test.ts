import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { watchStock } from './stock-watch.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test.each([[{ productIds: ['bm90IGFuIGlk'] }], [{ siteCodes: Array.from({ length: 251 }, (_, i) => `FG-${i}`) }]])(
  'a filter that cannot be is refused',
  async (filter) => {
    await expect(watchStock(app.url, { filter }).over).rejects.toThrow(/BAD_USER_INPUT/);
  },
);

test('a bad token is turned away with 4403', async () => {
  expect(await watchStock(app.url, { token: 'abcdefghijklmnopqrstuvwxyz' }).over).toBe(4403);
});

test('a credential that is revoked ends its socket with 4403 within 6 s', async () => {
  const token = await app.token('HELPER');
  const follower = watchStock(app.url, { token });
  await follower.until((messages) => messages.length > 0);
  const since = Date.now();
  await app.db.pool.query(`update staff set credential_version = credential_version + 1 where role = 'HELPER'`);
  expect(await follower.over).toBe(4403);
  expect(Date.now() - since).toBeLessThan(6_500);
});
