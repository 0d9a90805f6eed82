import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chinaDay } from '../../../src/domains/shops/shop.rules.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';
import { statementsOf } from './counting.js';
import { countOf, makeShop } from './shop-making.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const CREATE = `mutation($input: PickingExperienceCreateInput!) { pickingExperienceCreate(input: $input) {
  experience { id name description seasonFrom seasonTo capacityPerDay priceFen active village { name } shop { name } } userErrors { code field } } }`;
const BOOK = `mutation($input: PickingBookInput!) { pickingBook(input: $input) {
  booking { id day people state contact { maskedName maskedPhone } experience { name } } userErrors { code field message } } }`;
const CANCEL = `mutation($input: PickingCancelInput!) { pickingCancel(input: $input) { booking { state } userErrors { code field } } }`;
const REVEAL = `mutation($input: PickingContactRevealInput!) { pickingContactReveal(input: $input) { contact { name phone } userErrors { code field } } }`;

const inDays = (days: number) => chinaDay(new Date(Date.now() + days * 86_400_000));
const DAY = inDays(3);
const experienceInput = (over: object = {}) => ({
  idempotencyKey: newKey(),
  villageCode: VILLAGE,
  name: '草莓采摘',
  seasonFrom: '01-01',
  seasonTo: '12-31',
  capacityPerDay: 25,
  priceFen: 5_000,
  ...over,
});
const bookInput = (experienceId: string, over: object = {}) => ({
  idempotencyKey: newKey(),
  experienceId,
  day: DAY,
  people: 1,
  contact: { name: '王小明', phone: '13800001234' },
  ...over,
});
type As = { role?: string };
const create = async (over: object = {}, as: As = OPERATOR) =>
  (await app.ask(CREATE, { input: experienceInput(over) }, as)).data.pickingExperienceCreate;
const made = async (over: object = {}): Promise<string> => (await create(over)).experience.id;
const book = async (experienceId: string, over: object = {}, as: As = {}) =>
  (await app.ask(BOOK, { input: bookInput(experienceId, over) }, as)).data.pickingBook;
const cancel = async (input: object, as: As = {}) => (await app.ask(CANCEL, { input }, as)).data.pickingCancel;
const free = async (id: string, on = DAY): Promise<number> =>
  (await app.ask('query($id: ID!, $on: Date!) { pickingExperience(id: $id) { freePlaces(on: $on) } }', { id, on })).data
    .pickingExperience.freePlaces;

describe('pickingExperienceCreate', () => {
  test('offers picking in a village, run by a shop', async () => {
    const shop = await makeShop(app, { name: '陡沟店', placeCode: VILLAGE });
    const { experience, userErrors } = await create({ shopId: shop.id, description: '大棚' });
    expect(userErrors).toEqual([]);
    expect(experience).toEqual({
      id: expect.any(String),
      name: '草莓采摘',
      description: '大棚',
      seasonFrom: '01-01',
      seasonTo: '12-31',
      capacityPerDay: 25,
      priceFen: 5_000,
      active: true,
      village: { name: '陡沟村' },
      shop: { name: '陡沟店' },
    });
    const { data } = await app.ask('query($id: ID!) { node(id: $id) { __typename id } }', { id: experience.id });
    expect(data.node).toEqual({ __typename: 'PickingExperience', id: experience.id });
  });

  test.each([
    ['no season', { seasonFrom: '02-30' }, 'BAD_SEASON', 'seasonFrom'],
    ['no capacity', { capacityPerDay: 0 }, 'BAD_CAPACITY', 'capacityPerDay'],
    ['a price below nothing', { priceFen: -1 }, 'BAD_PRICE', 'priceFen'],
    ['a township', { villageCode: '340323200' }, 'UNKNOWN_PLACE', 'villageCode'],
    ['a shop that is none', { shopId: 'nope' }, 'NOT_FOUND', 'shopId'],
    ['a name of nothing', { name: '' }, 'BAD_NAME', 'name'],
  ])('refuses %s', async (_, over, code, field) => {
    const before = await countOf(app, 'picking_experience');
    expect(await create(over)).toEqual({ experience: null, userErrors: [{ code, field }] });
    expect(await countOf(app, 'picking_experience')).toBe(before);
  });

  test('is for operators of the village', async () => {
    expect(await create({ villageCode: '340323104201' }, { role: 'VILLAGE_OPERATOR' })).toEqual({
      experience: null,
      userErrors: [{ code: 'OUT_OF_REGION', field: 'villageCode' }],
    });
    expect((await app.ask(CREATE, { input: experienceInput() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('pickingBook', () => {
  test('takes places, seals the contact and answers a repeat with the same booking', async () => {
    const id = await made();
    const input = bookInput(id, { people: 4 });
    const ask = async () => (await app.ask(BOOK, { input })).data.pickingBook;
    const first = await ask();
    expect(first).toEqual({
      booking: {
        id: expect.any(String),
        day: DAY,
        people: 4,
        state: 'BOOKED',
        contact: { maskedName: '王**', maskedPhone: '138****1234' },
        experience: { name: '草莓采摘' },
      },
      userErrors: [],
    });
    expect((await ask()).booking.id).toBe(first.booking.id);
    expect(await free(id)).toBe(21);
    expect(await free(id, inDays(4))).toBe(25);
    const { rows } = await app.db.pool.query(
      'select contact_name_sealed as name, contact_phone_sealed as phone from picking_booking where experience_id = (select max(id) from picking_experience)',
    );
    expect(rows).toEqual([{ name: expect.stringMatching(/^v1\./), phone: expect.stringMatching(/^v1\./) }]);
  });

  test('forty at once for twenty-five places: exactly twenty-five', async () => {
    const id = await made();
    const answers = await Promise.all(Array.from({ length: 40 }, () => book(id)));
    expect(answers.filter((a) => a.booking !== null).length).toBe(25);
    const refused = answers.filter((a) => a.booking === null);
    expect(refused.length).toBe(15);
    for (const { userErrors } of refused)
      expect(userErrors).toEqual([{ code: 'FULL', field: 'people', message: 'Only 0 places are left on that day' }]);
    expect(await free(id)).toBe(0);
    const { rows } = await app.db.pool.query(
      `select d.booked, (select sum(people) from picking_booking b where b.experience_id = d.experience_id and b.state = 'BOOKED') as people
         from picking_day d where experience_id = (select max(id) from picking_experience)`,
    );
    expect(rows).toEqual([{ booked: 25, people: 25 }]);
  });

  test.each([
    ['more than a day holds', { people: 26 }, 'FULL', 'people'],
    ['nobody', { people: 0 }, 'BAD_PEOPLE', 'people'],
    ['yesterday', { day: inDays(-1) }, 'DAY_PASSED', 'day'],
    ['next year', { day: inDays(181) }, 'TOO_EARLY', 'day'],
    ['a bad phone', { contact: { name: '王', phone: '1' } }, 'BAD_PHONE', 'contact.phone'],
    ['no name', { contact: { name: '', phone: '13800001234' } }, 'BAD_NAME', 'contact.name'],
    ["another thing's id", { experienceId: 'U2hvcDox' }, 'NOT_FOUND', 'experienceId'],
  ])('refuses %s and takes no place', async (_, over, code, field) => {
    const id = await made();
    const before = [await countOf(app, 'picking_booking'), await countOf(app, 'picking_day')];
    const { booking, userErrors } = await book(id, over);
    expect(booking).toBeNull();
    expect(userErrors).toEqual([{ code, field, message: expect.any(String) }]);
    expect([await countOf(app, 'picking_booking'), await countOf(app, 'picking_day')]).toEqual(before);
    expect(await free(id)).toBe(25);
  });

  test('refuses a day out of season', async () => {
    const tomorrow = inDays(1).slice(5);
    const id = await made({ seasonFrom: tomorrow, seasonTo: tomorrow });
    expect((await book(id)).userErrors[0]).toEqual({
      code: 'OUT_OF_SEASON',
      field: 'day',
      message: `Out of season: it runs from ${tomorrow} to ${tomorrow}`,
    });
    expect(await free(id)).toBe(0);
  });
});

describe('pickingCancel', () => {
  test('gives places back once, however often and at once it is asked', async () => {
    const id = await made();
    const { booking } = await book(id, { people: 10 }, { role: 'CUSTOMER' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => cancel({ bookingId: booking.id }, { role: 'CUSTOMER' })),
    );
    expect(answers).toEqual(Array.from({ length: 8 }, () => ({ booking: { state: 'CANCELLED' }, userErrors: [] })));
    expect(await free(id)).toBe(25);
    const { rows } = await app.db.pool.query(
      `select version from (select kind, version, payload from event_feed union all select kind, version, payload from pending_event) e
        where kind = 'picking' and payload->>'booking' = $1 order by version`,
      [Buffer.from(booking.id, 'base64url').toString().split(':')[1]],
    );
    expect(rows).toEqual([{ version: 1 }, { version: 2 }]);
  });

  test("a visitor says the phone number; nobody else's booking can be cancelled", async () => {
    const id = await made();
    const { booking } = await book(id, { people: 2 });
    const refused = { booking: null, userErrors: [{ code: 'NOT_FOUND', field: 'bookingId' }] };
    expect(await cancel({ bookingId: booking.id })).toEqual(refused);
    expect(await cancel({ bookingId: booking.id, phone: '13800000000' })).toEqual(refused);
    expect(await cancel({ bookingId: booking.id, phone: '13800001234' }, { role: 'CUSTOMER' })).toEqual(refused);
    expect(await cancel({ bookingId: newKey(), phone: '13800001234' })).toEqual(refused);
    expect(await free(id)).toBe(23);
    expect((await cancel({ bookingId: booking.id, phone: '13800001234' })).booking).toEqual({ state: 'CANCELLED' });
    const other = await book(id);
    expect((await cancel({ bookingId: other.booking.id }, { role: 'VILLAGE_OPERATOR' })).booking).toEqual({
      state: 'CANCELLED',
    });
    expect(await free(id)).toBe(25);
  });

  test('not after the day', async () => {
    const id = await made();
    const { booking } = await book(id, {}, { role: 'CUSTOMER' });
    await app.db.pool.query('update picking_booking set day = $2::date where experience_id = $1', [
      Number(Buffer.from(id, 'base64url').toString().split(':')[1]),
      inDays(-1),
    ]);
    expect(await cancel({ bookingId: booking.id }, { role: 'CUSTOMER' })).toEqual({
      booking: null,
      userErrors: [{ code: 'DAY_PASSED', field: 'bookingId' }],
    });
  });
});

describe('reading', () => {
  test('experiences by village and by day, each with its free places, in three statements', async () => {
    await app.db.pool.query('update picking_experience set active = false');
    const always = await made({ villageCode: '340323104201', name: '蔬菜' });
    const tomorrow = inDays(1).slice(5);
    await made({ villageCode: '340323104201', name: '只有明天', seasonFrom: tomorrow, seasonTo: tomorrow });
    const wrapped = await made({
      villageCode: '340323104202',
      name: '跨年',
      seasonFrom: DAY.slice(5),
      seasonTo: inDays(1).slice(5),
    });
    await book(always, { people: 5 });
    const list = async (filter: object) =>
      (
        await app.ask(
          'query($filter: PickingExperienceFilter, $on: Date!) { pickingExperiences(first: 50, filter: $filter) { totalCount nodes { id name village { township { name } } freePlaces(on: $on) } } }',
          { filter, on: DAY },
        )
      ).data.pickingExperiences;
    let found: unknown;
    expect(await statementsOf(app, async () => (found = await list({ villageCode: '340323104', on: DAY })))).toBe(3);
    expect(found).toEqual({
      totalCount: 2,
      nodes: [
        { id: always, name: '蔬菜', village: { township: { name: '刘集镇' } }, freePlaces: 20 },
        { id: wrapped, name: '跨年', village: { township: { name: '刘集镇' } }, freePlaces: 25 },
      ],
    });
    expect((await list({ villageCode: '340323104201' })).nodes.map((e: { name: string }) => e.name)).toEqual([
      '蔬菜',
      '只有明天',
    ]);
    expect((await list({ villageCode: '340323105' })).nodes).toEqual([]);
  });

  test('bookings are seen by who booked and the operators of the village; a contact is opened for a reason, and logged', async () => {
    const id = await made();
    const { booking } = await book(id, {}, { role: 'CUSTOMER' });
    const anonymous = await book(id);
    const LIST =
      'query($filter: PickingBookingFilter) { pickingBookings(filter: $filter) { totalCount nodes { id } } }';
    const seen = async (as: As) =>
      (await app.ask(LIST, { filter: { experienceId: id, day: DAY } }, as)).data?.pickingBookings?.nodes?.map(
        (b: { id: string }) => b.id,
      );
    expect(await seen({ role: 'CUSTOMER' })).toEqual([booking.id]);
    expect(await seen({ role: 'VILLAGE_OPERATOR' })).toEqual([anonymous.booking.id, booking.id]);
    expect(await seen({ role: 'CADRE' })).toEqual([]);
    expect((await app.ask(LIST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const node = async (as: As) =>
      (await app.ask('query($id: ID!) { node(id: $id) { __typename } }', { id: booking.id }, as)).data.node;
    expect([await node({}), await node({ role: 'CADRE' }), await node({ role: 'CUSTOMER' })]).toEqual([
      null,
      null,
      { __typename: 'PickingBooking' },
    ]);

    const reveal = (reason: string, as: As) =>
      app.ask(REVEAL, { input: { bookingId: anonymous.booking.id, reason } }, as);
    expect((await reveal('短', OPERATOR)).data.pickingContactReveal).toEqual({
      contact: null,
      userErrors: [{ code: 'BAD_REASON', field: 'reason' }],
    });
    expect((await reveal('通知改期到下午', { role: 'CUSTOMER' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await countOf(app, "personal_data_access where subject like 'picking%'")).toBe(0);
    expect((await reveal('通知改期到下午', OPERATOR)).data.pickingContactReveal).toEqual({
      contact: { name: '王小明', phone: '13800001234' },
      userErrors: [],
    });
    expect(await countOf(app, "personal_data_access where subject like 'picking%'")).toBe(1);
  });
});
