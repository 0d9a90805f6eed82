import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey, VILLAGE } from '../../kit/goods.js';
import { idNumber } from './people-data.js';

const REGISTER = `mutation($input: HouseholdRegisterInput!) { householdRegister(input: $input) {
  household { id displayName householdNo category willing able maskedPhone helper version synthetic village { code } }
  userErrors { code field message } } }`;
const UPDATE = `mutation($input: HouseholdUpdateInput!) { householdUpdate(input: $input) {
  household { id displayName maskedPhone version willing } userErrors { code field } } }`;
const REVEAL = `mutation($input: HouseholdRevealInput!) { householdReveal(input: $input) {
  revealed { field value } userErrors { code field } } }`;
const CADRE = { role: 'CADRE' };
const COUNTY = { role: 'COUNTY_OPERATOR' };

let app: TestApp;
let other: string;
let next = 0;

const input = (over: Record<string, unknown> = {}) => ({
  idempotencyKey: newKey(),
  villageCode: VILLAGE,
  householdNo: `H${++next}`,
  name: '王小明',
  idNumber: idNumber(next),
  phone: '13812341234',
  category: 'RELIEVED',
  willing: true,
  able: false,
  helper: '李帮扶',
  ...over,
});
const register = async (over: Record<string, unknown> = {}, as: { role?: string } = CADRE) =>
  (await app.ask(REGISTER, { input: input(over) }, as)).data.householdRegister;
const count = async (table: string) =>
  (await app.db.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;
const events = async () =>
  (
    await app.db.pool.query<{ n: number }>(
      `select (select count(*) from pending_event where kind = 'household') + (select count(*) from event_feed where kind = 'household') as n`,
    )
  ).rows[0]!.n;

beforeAll(async () => {
  app = await startApp();
  other = (
    await app.db.pool.query<{ code: string }>(
      `select code from place where level = 'VILLAGE' and code not like '340323200%' order by code limit 1`,
    )
  ).rows[0]!.code;
});
afterAll(() => app.stop());

describe('householdRegister', () => {
  test('stores personal fields sealed and shows them masked', async () => {
    const answer = await register({ householdNo: '0001', idNumber: idNumber(501) });
    expect(answer).toEqual({
      household: {
        id: answer.household.id,
        displayName: '王**',
        householdNo: '0001',
        category: 'RELIEVED',
        willing: true,
        able: false,
        maskedPhone: '138****1234',
        helper: '李帮扶',
        version: 1,
        synthetic: true,
        village: { code: VILLAGE },
      },
      userErrors: [],
    });
    const { rows } = await app.db.pool.query<object>(
      `select h.*, p.* from household h join producer p using (id) where household_no = '0001'`,
    );
    const stored = JSON.stringify(rows);
    for (const secret of ['王小明', idNumber(501), '13812341234', '李帮扶']) expect(stored).not.toContain(secret);
  });

  test('keeps who entered it, and tells of it without personal data', async () => {
    const before = await events();
    const { household } = await register();
    expect(await events()).toBe(before + 1);
    const answer = await app.ask(
      `query($id: ID!) { household(id: $id) { assistedEntries { action subject fields enteredBy enteredAs source } } }`,
      { id: household.id },
      CADRE,
    );
    expect(answer.data.household.assistedEntries).toEqual([
      {
        action: 'CREATED',
        subject: 'household',
        fields: ['name', 'idNumber', 'phone', 'helper', 'category', 'willing', 'able'],
        enteredBy: expect.stringMatching(/^staff:\d+$/),
        enteredAs: 'CADRE',
        source: 'FORM',
      },
    ]);
  });

  test('answers a repeat the same and refuses another body under the key', async () => {
    const first = input();
    const one = await app.ask(REGISTER, { input: first }, CADRE);
    const two = await app.ask(REGISTER, { input: first }, CADRE);
    expect(two.data).toEqual(one.data);
    const three = await app.ask(REGISTER, { input: { ...first, willing: false } }, CADRE);
    expect(three.data.householdRegister.userErrors[0].code).toBe('KEY_REUSED');
  });

  test.each([
    ['an ID number that is taken', { idNumber: idNumber(501) }, 'DUPLICATE_ID_NUMBER', 'idNumber'],
    ['a number that is taken', { householdNo: '0001' }, 'DUPLICATE_HOUSEHOLD_NO', 'householdNo'],
    ['a wrong checksum', { idNumber: '990000199001019990' }, 'BAD_ID_NUMBER', 'idNumber'],
    ['30 February', { idNumber: '990000199002301234' }, 'BAD_ID_NUMBER', 'idNumber'],
    ['a bad phone', { phone: '12345' }, 'BAD_PHONE', 'phone'],
    ['a village that is none', { villageCode: '340323200999' }, 'UNKNOWN_VILLAGE', 'villageCode'],
  ])('refuses %s and changes nothing', async (_what, over, code, field) => {
    const before = [await count('household'), await count('producer'), await count('assisted_entry'), await events()];
    const { household, userErrors } = await register(over);
    expect(household).toBeNull();
    expect(userErrors).toEqual([{ code, field, message: expect.any(String) }]);
    expect([await count('household'), await count('producer'), await count('assisted_entry'), await events()]).toEqual(
      before,
    );
  });

  test('refuses a cadre another village', async () => {
    const before = await count('household');
    const { userErrors } = await register({ villageCode: other });
    expect(userErrors[0]).toMatchObject({ code: 'OUT_OF_REGION', field: 'villageCode' });
    expect(await count('household')).toBe(before);
  });
});

describe('householdUpdate', () => {
  test('changes what differs, logs the fields, steps the version', async () => {
    const { household } = await register();
    const answer = await app.ask(
      UPDATE,
      { input: { householdId: household.id, name: '赵大海', phone: null, expectedVersion: 1 } },
      CADRE,
    );
    expect(answer.data.householdUpdate).toEqual({
      household: { id: household.id, displayName: '赵**', maskedPhone: null, version: 2, willing: true },
      userErrors: [],
    });
    const { rows } = await app.db.pool.query<object>(
      'select action, fields from assisted_entry order by id desc limit 1',
    );
    expect(rows).toEqual([{ action: 'UPDATED', fields: ['name', 'phone'] }]);
  });

  test('writes nothing when nothing differs', async () => {
    const { household } = await register();
    const before = [await count('assisted_entry'), await events()];
    const answer = await app.ask(
      UPDATE,
      { input: { householdId: household.id, name: '王小明', willing: true } },
      CADRE,
    );
    expect(answer.data.householdUpdate.household.version).toBe(1);
    expect([await count('assisted_entry'), await events()]).toEqual(before);
  });

  test('refuses a stale version', async () => {
    const { household } = await register();
    const answer = await app.ask(
      UPDATE,
      { input: { householdId: household.id, willing: false, expectedVersion: 7 } },
      CADRE,
    );
    expect(answer.data.householdUpdate).toEqual({
      household: null,
      userErrors: [{ code: 'STALE', field: 'expectedVersion' }],
    });
  });
});

describe('who sees what', () => {
  test('a household of another region and a missing one answer alike', async () => {
    const { household } = await register({ villageCode: other }, COUNTY);
    const missing = Buffer.from('Household:999999').toString('base64url');
    for (const id of [household.id as string, missing]) {
      expect((await app.ask('query($id: ID!) { household(id: $id) { id } }', { id }, CADRE)).data).toEqual({
        household: null,
      });
      const update = await app.ask(UPDATE, { input: { householdId: id, willing: false } }, CADRE);
      expect(update.data.householdUpdate).toEqual({
        household: null,
        userErrors: [{ code: 'NOT_FOUND', field: 'householdId' }],
      });
    }
  });

  test('visitors and customers may not list households', async () => {
    expect((await app.ask('{ households { nodes { id } } }')).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect(
      (await app.ask('{ households { nodes { id } } }', {}, { role: 'CUSTOMER' })).errors![0]!.extensions.code,
    ).toBe('FORBIDDEN');
  });

  test('filters give the target group, page by page', async () => {
    for (let i = 0; i < 3; i++) await register({ householdNo: `T-${i}`, willing: true, able: true });
    await register({ householdNo: 'T-9', willing: true, able: false });
    const list = `query($after: String) { households(first: 2, after: $after, filter: { villageCode: "340323200", willing: true, able: true, search: "T-" }) {
      totalCount nodes { householdNo } pageInfo { hasNextPage endCursor } } }`;
    const one = (await app.ask(list, {}, COUNTY)).data.households;
    const two = (await app.ask(list, { after: one.pageInfo.endCursor }, COUNTY)).data.households;
    expect([one, two].map((page) => page.nodes.map((node: { householdNo: string }) => node.householdNo))).toEqual([
      ['T-0', 'T-1'],
      ['T-2'],
    ]);
    expect([one.totalCount, one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([3, true, false]);
  });
});

describe('householdReveal', () => {
  test('opens fields for an operator with a reason and logs it', async () => {
    const { household } = await register({ idNumber: idNumber(777) });
    const answer = await app.ask(
      REVEAL,
      { input: { householdId: household.id, fields: ['NAME', 'ID_NUMBER'], reason: '核对补助名单' } },
      { role: 'VILLAGE_OPERATOR' },
    );
    expect(answer.data.householdReveal).toEqual({
      revealed: [
        { field: 'NAME', value: '王小明' },
        { field: 'ID_NUMBER', value: idNumber(777) },
      ],
      userErrors: [],
    });
    const { rows } = await app.db.pool.query<object>(
      'select fields, reason from personal_data_access order by id desc limit 1',
    );
    expect(rows).toEqual([{ fields: ['NAME', 'ID_NUMBER'], reason: '核对补助名单' }]);
  });

  test('is not for a cadre, and not without a reason', async () => {
    const { household } = await register();
    const before = await count('personal_data_access');
    const ask = (reason: string, role: string) =>
      app.ask(REVEAL, { input: { householdId: household.id, fields: ['NAME'], reason } }, { role });
    expect((await ask('核对补助名单', 'CADRE')).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await ask('看看', 'VILLAGE_OPERATOR')).data.householdReveal).toEqual({
      revealed: null,
      userErrors: [{ code: 'BAD_REASON', field: 'reason' }],
    });
    expect(await count('personal_data_access')).toBe(before);
  });
});
