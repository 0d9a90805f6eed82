import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATOR } from '../../kit/goods.js';
import { watchFeed } from '../../kit/watch-feed.js';
import { app, call, done, makeKiosk, startOutlets, until } from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

let site: string;
beforeAll(async () => {
  site = (await makeKiosk()).site;
});

const issue = (code: string, as: object = OPERATOR) =>
  call('deviceClaimIssue', { code, kind: 'KIOSK', siteCode: site }, 'claimCode expiresAt', as);
const claim = (claimCode: string) => call('deviceClaim', { claimCode }, 'code key', {});
const signIn = (code: string, key: string) => call('deviceSignIn', { code, key }, 'session { token expiresAt }', {});
const rotate = async (token: string) =>
  (await app.ask('mutation { deviceKeyRotate { key userErrors { code } } }', {}, { token })).data.deviceKeyRotate.key;
const whoIs = async (token: string) =>
  (await app.ask('{ viewer { id siteCodes } }', {}, { token })).data?.viewer ?? null;
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);

test('a claim gives a key once; the key signs in for a quarter of an hour', async () => {
  const { claimCode, expiresAt } = await issue('CLAIM-1');
  expect(claimCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThan(24.1);
  // As somebody types it.
  const { code, key } = await claim(` ${claimCode.toLowerCase().replaceAll('-', ' ')}`);
  expect(code).toBe('CLAIM-1');
  expect(codes(await claim(claimCode))).toEqual(['BAD_CLAIM']);
  const { session } = await signIn(code, key);
  const minutes = (Date.parse(session.expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(14);
  expect(minutes).toBeLessThan(16);
  expect((await whoIs(session.token)).siteCodes).toEqual([site]);
});

test('of ten that claim at once one gets a key', async () => {
  const { claimCode } = await issue('CLAIM-2');
  const answers = await Promise.all(Array.from({ length: 10 }, () => claim(claimCode)));
  const keys = answers.filter(({ key }) => key);
  expect(keys.length).toBe(1);
  expect((await signIn('CLAIM-2', keys[0]!.key)).userErrors).toEqual([]);
});

test('a claim is refused late, after a newer one, after the device was revoked, and when it is none', async () => {
  const late = await issue('CLAIM-3');
  await app.db.pool.query(
    `update device_claim set expires_at = now() - interval '1 second' where device_code = 'CLAIM-3'`,
  );
  expect(codes(await claim(late.claimCode))).toEqual(['BAD_CLAIM']);
  const older = await issue('CLAIM-3');
  const newer = await issue('CLAIM-3');
  expect(codes(await claim(older.claimCode))).toEqual(['BAD_CLAIM']);
  await claim(newer.claimCode);
  const pending = await issue('CLAIM-3');
  await call('deviceRevoke', { code: 'CLAIM-3' }, 'done');
  expect(codes(await claim(pending.claimCode))).toEqual(['BAD_CLAIM']);
  expect(codes(await claim('0000-0000-0000-0000'))).toEqual(['BAD_CLAIM']);
  const { rows } = await app.db.pool.query(`select active from device where code = 'CLAIM-3'`);
  expect(rows).toEqual([{ active: false }]);
});

test('only the county gives claims, and only for sites of its own', async () => {
  const refused = await issue('CLAIM-4', { role: 'TOWNSHIP_OPERATOR' });
  expect(refused.errors[0].extensions.code).toBe('FORBIDDEN');
  const nowhere = await call('deviceClaimIssue', { code: 'CLAIM-4', kind: 'KIOSK', siteCode: 'NO-SITE' }, 'claimCode');
  expect(codes(nowhere)).toEqual(['UNKNOWN_SITE']);
});

test('a next key takes over with its first use, not before: a lost answer locks nobody out', async () => {
  const { claimCode } = await issue('ROTATE-1');
  const { code, key } = await claim(claimCode);
  const { session } = await signIn(code, key);
  await rotate(session.token);
  // That answer was lost: the old key still signs in, and asks again.
  const again = (await signIn(code, key)).session;
  const next = await rotate(again.token);
  expect((await signIn(code, key)).userErrors).toEqual([]);
  const [one, two] = await Promise.all([signIn(code, next), signIn(code, next)]);
  for (const signed of [one, two]) expect(await whoIs(signed.session.token)).not.toBeNull();
  expect(codes(await signIn(code, key))).toEqual(['BAD_CREDENTIALS']);
  await until(async () => (await whoIs(again.token)) === null);
});

test('revoked, a device is out within 5 s: its feed ends, its token and its key are refused', async () => {
  const { claimCode } = await issue('REVOKE-1');
  const { code, key } = await claim(claimCode);
  const { token } = (await signIn(code, key)).session;
  const feed = watchFeed(app.url, { query: 'subscription { kioskFeed { __typename } }', token });
  await feed.until((messages) => messages.length > 0);
  const since = Date.now();
  await done('kioskCommandIssue', { kioskId: await kioskId(), kind: 'RESTART' }, 'command { id }');
  await feed.until((messages) => messages.length > 1);
  await call('deviceRevoke', { code }, 'done');
  expect(await feed.over).toBe(4403);
  expect(Date.now() - since).toBeLessThan(5_000);
  expect(await whoIs(token)).toBeNull();
  expect(codes(await signIn(code, key))).toEqual(['BAD_CREDENTIALS']);
});

const kioskId = async (): Promise<string> => {
  const { data } = await app.ask(
    'query($site: String) { kiosks(filter: { siteCode: $site }) { nodes { id } } }',
    { site },
    OPERATOR,
  );
  return data.kiosks.nodes[0].id;
};
