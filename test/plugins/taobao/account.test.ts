import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { health } from '../../../plugins/taobao/account/health.js';
import { reconcile } from '../../../plugins/taobao/account/reconcile.js';
import { verify } from '../../../plugins/taobao/account/verify.js';
import { ask } from '../../../plugins/taobao/top/ask.js';
import { fakeCall } from './fake-call.js';
import { Refusal } from './simulator/errors.js';
import { startGateway, type Gateway } from './simulator/gateway.js';

let gateway: Gateway;
beforeAll(async () => void (gateway = await startGateway()));
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.heal();
  gateway.shop.now = () => new Date('2026-07-15T04:00:00Z');
});

test.each(['md5', 'hmac', 'hmac-sha256'] as const)('a request signed by %s is taken', async (signMethod) => {
  await expect(verify(fakeCall(gateway, { signMethod }))).resolves.toBeUndefined();
});

test.each([
  [{ appSecret: 'wrong' }, 'BAD_SIGNATURE', 'appSecret'],
  [{ session: 'old' }, 'SESSION_INVALID', 'session'],
  [{ appKey: '1' }, 'APP_KEY_INVALID', 'appKey'],
  [{ sellerNick: '别家' }, 'ANOTHER_SHOP', 'sellerNick'],
])('settings %j are not verified, and the one at fault is named', async (over, code, field) => {
  await expect(verify(fakeCall(gateway, over))).rejects.toMatchObject({ name: 'NotVerified', code, field });
});

test('answers that are none are tried again, and a wish to wait is heard', async () => {
  const call = fakeCall(gateway);
  const seller = () => ask(call, 'taobao.user.seller.get', { fields: 'nick' });
  gateway.fail({ times: 1, status: 503 });
  await expect(seller()).rejects.toMatchObject({ kind: 'retry', code: 'HTTP_503' });
  gateway.fail({ times: 1, how: 'garbage' });
  await expect(seller()).rejects.toMatchObject({ kind: 'retry', code: 'NOT_JSON' });
  gateway.fail({ times: 1, status: 429, headers: { 'retry-after': '7' } });
  await expect(seller()).rejects.toMatchObject({ kind: 'retry', code: 'RATE_LIMITED', afterSeconds: 7 });
  gateway.fail({ times: 1, how: 'reset' });
  await expect(seller()).rejects.toMatchObject({ name: 'TypeError' });
});

test.each([
  ['2026-07-30T04:00:00Z', { status: 'OK' }],
  ['2026-07-20T04:00:00Z', { status: 'DEGRADED', code: 'SESSION_EXPIRES_SOON' }],
  ['2026-07-15T04:00:00Z', { status: 'UNAUTHORISED', code: 'SESSION_EXPIRED' }],
])('with a session until %s, health is %j', async (sessionExpiresAt, report) => {
  expect(await health(fakeCall(gateway, { sessionExpiresAt }))).toMatchObject(report);
});

test('health tells a refused session, a wrong clock, a gateway that is down, and one that is back', async () => {
  const call = fakeCall(gateway);
  expect(await health(fakeCall(gateway, { session: 'old' }))).toMatchObject({
    status: 'UNAUTHORISED',
    code: 'SESSION_INVALID',
  });
  const behind = { ...call, clock: { now: () => new Date('2026-07-15T03:49:59Z') } };
  expect(await health(behind)).toMatchObject({ status: 'DOWN', code: 'CLOCK_WRONG' });
  const nearly = { ...call, clock: { now: () => new Date('2026-07-15T03:50:00Z') } };
  expect(await health(nearly)).toEqual({ status: 'OK' });
  gateway.fail({ how: 'reset' });
  expect(await health(call)).toMatchObject({ status: 'DOWN', code: 'UNREACHABLE' });
  gateway.heal();
  gateway.fail({ refusal: new Refusal(11, 'Insufficient ISV Permissions') });
  expect(await health(call)).toMatchObject({ status: 'DEGRADED', code: 'APPLICATION_NOT_PERMITTED' });
  gateway.heal();
  expect(await health(call)).toEqual({ status: 'OK' });
});

test('what Taobao has sold and has on sale is listed, to be held against our books', async () => {
  const { shop } = gateway;
  const paid = shop.trade({ payment: '12.30' });
  shop.trade({ status: 'WAIT_BUYER_PAY' });
  const item = shop.item({ num: 7 });
  const coded = shop.item({ num: 8, outer_id: 'HSG-500' });
  const many = shop.item({
    skus: [
      { sku_id: '30001', outer_id: 'HSG-1', quantity: 2 },
      { sku_id: '30002', quantity: 3 },
    ],
  });
  shop.item({ num: 9, approve_status: 'instock' });
  const call = fakeCall(gateway);
  for (const code of ['HSG-500', 'HSG-1']) call.linked.set(`sku ${code}`, code);
  const found: object[] = [];
  for await (const record of reconcile.listRemote(null, call)) found.push(record);
  expect(found).toEqual([
    { kind: 'order', externalId: paid.tid, amountFen: 1_230 },
    { kind: 'stock', externalId: item.num_iid, quantity: '7' },
    { kind: 'stock', externalId: coded.outer_id, quantity: '8' },
    { kind: 'stock', externalId: 'HSG-1', quantity: '2' },
    { kind: 'stock', externalId: `${many.num_iid}:30002`, quantity: '3' },
  ]);
});
