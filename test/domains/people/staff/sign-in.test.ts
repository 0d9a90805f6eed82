import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashPassword } from '../../../../src/platform/auth/index.js';
import { startApp, type TestApp } from '../../../kit/app.js';

const SIGN_IN = `mutation($username: String!, $password: String!) { signIn(input: { username: $username, password: $password }) {
  session { token refreshToken expiresAt } userErrors { code field } } }`;
const REFRESH = `mutation($refreshToken: String!) { refresh(input: { refreshToken: $refreshToken }) { session { token refreshToken } userErrors { code field } } }`;
const VIEWER = '{ viewer { role displayName place { code } permissions } }';
const CREATE =
  'mutation($input: StaffCreateInput!) { staffCreate(input: $input) { staffId userErrors { code field } } }';
const STAFF_UPDATE =
  'mutation($input: StaffUpdateInput!) { staffUpdate(input: $input) { staffId userErrors { code field } } }';
const PASSWORD = 'a long password';
const COUNTY = { role: 'COUNTY_OPERATOR' };

let app: TestApp;
const staff = async () => (await app.db.pool.query<{ n: number }>('select count(*) as n from staff')).rows[0]!.n;
const signIn = async (username: string, password = PASSWORD) =>
  (await app.ask(SIGN_IN, { username, password })).data.signIn;
const refresh = async (refreshToken: string) => (await app.ask(REFRESH, { refreshToken })).data.refresh;
/** Longer than a looked-up credential is believed. */
const believedNoMore = () => new Promise((resolve) => setTimeout(resolve, 2_100));

beforeAll(async () => {
  app = await startApp();
  await app.db.pool.query(
    `insert into staff(username, password_hash, display_name, role, place_code) values ('cadre.wang', $1, '王村干', 'CADRE', '340323200207')`,
    [await hashPassword(PASSWORD)],
  );
});
afterAll(() => app.stop());

describe('signIn', () => {
  test('gives a token that says who you are', async () => {
    const { session, userErrors } = await signIn('cadre.wang');
    expect(userErrors).toEqual([]);
    const { viewer } = (await app.ask(VIEWER, {}, { token: session.token })).data;
    expect(viewer).toMatchObject({ role: 'CADRE', displayName: '王村干', place: { code: '340323200207' } });
    expect(viewer.permissions).toContain('create Household');
    expect(viewer.permissions).not.toContain('reveal Household');
  });

  test('answers an unknown name and a wrong password alike', async () => {
    const refused = { session: null, userErrors: [{ code: 'BAD_CREDENTIALS', field: 'password' }] };
    expect(await signIn('cadre.wang', 'another password')).toEqual(refused);
    expect(await signIn('nobody')).toEqual(refused);
  });

  test('nobody signs in as a demo account outside demo mode', async () => {
    expect((await signIn('cadre', 'demo')).userErrors[0].code).toBe('BAD_CREDENTIALS');
  });

  test('a visitor is a viewer too', async () => {
    expect((await app.ask(VIEWER)).data.viewer).toMatchObject({ role: 'VISITOR', place: null });
  });
});

describe('refresh', () => {
  test('works once; a used one ends every session of its owner', async () => {
    const { session } = await signIn('cadre.wang');
    const second = await refresh(session.refreshToken);
    expect(second.userErrors).toEqual([]);
    const stolen = await refresh(session.refreshToken);
    expect(stolen).toEqual({ session: null, userErrors: [{ code: 'SESSION_ENDED', field: 'refreshToken' }] });
    expect((await refresh(second.session.refreshToken)).session).toBeNull();
    await believedNoMore();
    expect((await app.ask(VIEWER, {}, { token: second.session.token })).errors![0]!.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('of two at once one wins', async () => {
    const { session } = await signIn('cadre.wang');
    const both = await Promise.all([refresh(session.refreshToken), refresh(session.refreshToken)]);
    expect(both.filter((answer) => answer.session !== null)).toHaveLength(1);
  });

  test('signing out ends it without harm to other sessions', async () => {
    const one = (await signIn('cadre.wang')).session;
    const two = (await signIn('cadre.wang')).session;
    await app.ask('mutation($r: String!) { signOut(input: { refreshToken: $r }) { userErrors { code } } }', {
      r: one.refreshToken,
    });
    expect((await refresh(one.refreshToken)).session).toBeNull();
    expect((await refresh(two.refreshToken)).userErrors).toEqual([]);
  });
});

describe('staff', () => {
  const person = (over: Record<string, unknown> = {}) => ({
    username: 'li.cun',
    password: PASSWORD,
    displayName: '李村干',
    role: 'CADRE',
    placeCode: '340323200207',
    ...over,
  });
  const create = async (over: Record<string, unknown>, as: { role: string }) =>
    app.ask(CREATE, { input: person(over) }, as);

  test('switching somebody off ends their tokens', async () => {
    const { staffId } = (await create({}, COUNTY)).data.staffCreate;
    const { session } = await signIn('li.cun');
    const answer = await app.ask(STAFF_UPDATE, { input: { staffId, active: false } }, COUNTY);
    expect(answer.data.staffUpdate).toEqual({ staffId, userErrors: [] });
    await believedNoMore();
    expect((await app.ask(VIEWER, {}, { token: session.token })).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect((await signIn('li.cun')).session).toBeNull();
    expect((await refresh(session.refreshToken)).session).toBeNull();
  });

  test.each([
    [
      'a township making its equal',
      { role: 'TOWNSHIP_OPERATOR', placeCode: '340323200' },
      'TOWNSHIP_OPERATOR',
      'BAD_ROLE',
    ],
    ['another township', { placeCode: '340323100' }, 'TOWNSHIP_OPERATOR', 'OUT_OF_REGION'],
    [
      'a place of the wrong tier',
      { role: 'VILLAGE_OPERATOR', placeCode: '340323' },
      'COUNTY_OPERATOR',
      'PLACE_DOES_NOT_FIT',
    ],
    ['a short password', { password: 'short' }, 'COUNTY_OPERATOR', 'WEAK_PASSWORD'],
    ['a name that is taken', { username: 'cadre.wang' }, 'COUNTY_OPERATOR', 'DUPLICATE_USERNAME'],
  ])('refuses %s', async (_what, over, role, code) => {
    const before = await staff();
    expect((await create({ username: 'someone.new', ...over }, { role })).data.staffCreate).toEqual({
      staffId: null,
      userErrors: [{ code, field: expect.any(String) }],
    });
    expect(await staff()).toBe(before);
  });

  test('a township cannot take over an auditor who sits in it', async () => {
    const { rows } = await app.db.pool.query<{ id: number }>(
      `insert into staff(username, password_hash, display_name, role, place_code) values ('shen.ji', '-', '审计', 'AUDITOR', '340323200') returning id`,
    );
    const staffId = Buffer.from(`Staff:${rows[0]!.id}`).toString('base64url');
    const answer = await app.ask(
      STAFF_UPDATE,
      { input: { staffId, role: 'CADRE', placeCode: '340323200207' } },
      { role: 'TOWNSHIP_OPERATOR' },
    );
    expect(answer.data.staffUpdate.userErrors).toEqual([{ code: 'BAD_ROLE', field: 'staffId' }]);
    const { rows: after } = await app.db.pool.query<object>(
      `select role, credential_version from staff where username = 'shen.ji'`,
    );
    expect(after).toEqual([{ role: 'AUDITOR', credential_version: 1 }]);
  });

  test('nobody but managers may ask', async () => {
    expect((await create({}, { role: 'CADRE' })).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('devices', () => {
  const PROVISION =
    'mutation($input: DeviceProvisionInput!) { deviceProvision(input: $input) { key userErrors { code field } } }';
  const DEVICE_SIGN_IN =
    'mutation($input: DeviceSignInInput!) { deviceSignIn(input: $input) { session { token refreshToken } userErrors { code } } }';
  const input = { code: 'KIOSK-9001', kind: 'KIOSK', siteCode: 'CC-340323' };

  test('a key signs in until it is renewed or the device is locked out', async () => {
    const { key } = (await app.ask(PROVISION, { input }, COUNTY)).data.deviceProvision;
    const enter = async (given: string) =>
      (await app.ask(DEVICE_SIGN_IN, { input: { code: input.code, key: given } })).data.deviceSignIn;
    const { session } = await enter(key);
    expect((await app.ask(VIEWER, {}, { token: session.token })).data.viewer).toMatchObject({
      role: 'DEVICE',
      displayName: 'KIOSK-9001',
    });
    const { rows } = await app.db.pool.query<{ key_hash: string }>('select key_hash from device where code = $1', [
      input.code,
    ]);
    expect(rows[0]!.key_hash).not.toBe(key);
    const renewed = (await app.ask(PROVISION, { input }, COUNTY)).data.deviceProvision.key;
    expect((await enter(key)).userErrors).toEqual([{ code: 'BAD_CREDENTIALS' }]);
    expect((await enter(renewed)).userErrors).toEqual([]);
    await app.ask('mutation { deviceRevoke(input: { code: "KIOSK-9001" }) { userErrors { code } } }', {}, COUNTY);
    expect((await enter(renewed)).session).toBeNull();
    await believedNoMore();
    expect((await app.ask(VIEWER, {}, { token: session.token })).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a site that is none is refused', async () => {
    const answer = await app.ask(PROVISION, { input: { ...input, code: 'KIOSK-9002', siteCode: 'NO-SUCH' } }, COUNTY);
    expect(answer.data.deviceProvision).toEqual({
      key: null,
      userErrors: [{ code: 'UNKNOWN_SITE', field: 'siteCode' }],
    });
  });
});
