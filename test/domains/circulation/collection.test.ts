import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, newKey, OPERATOR, unbalancedItems, VILLAGE } from '../../kit/goods.js';
import { ask, collect, done, keyOf, POINT, refusedWith, SOUND, unsound } from './circulating.js';
import { RoundCommands } from '../../../src/domains/circulation/collection/rounds.js';
import { fixedClock } from '../../../src/shared/clock.js';
import { pino } from 'pino';

const POINT_VILLAGE = '340323200200';
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Everything that a refused command must leave alone. */
const books = async () =>
  (
    await app.db.pool
      .query(`select (select json_agg(i order by id) from stock_item i) as items, (select count(*) from batch) as batches,
      (select json_agg(r order by id) from collection_receipt r) as receipts, (select count(*) from stock_movement) as movements,
      (select json_agg(c order by id) from collection_round c) as rounds, (select json_agg(o order by id) from info_officer o) as officers`)
  ).rows[0];

describe('goods are taken in', () => {
  const receipt = (productId: string, over: object = {}) => ({
    siteCode: POINT,
    productId,
    gross: '10',
    grade: 'SECOND',
    unitPriceFen: 333,
    ...over,
  });

  test('more than was declared: the gate gives what it has; owed, then paid once', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '4' } });
    const taken = await done(app, 'collectionReceive', receipt(productId, { gross: '10.003' }));
    expect(taken).toMatchObject({ net: '10.003', amountFen: 3_331, payment: 'OWED' });
    const { rows } = await app.db.pool.query(
      `select i.site_code as site, m.kind, m.d_on_hand as n from stock_movement m join stock_item i on i.id = m.item_id where i.product_id = $1 order by m.id`,
      [keyOf(productId)],
    );
    expect(rows).toEqual([
      { site: GATE, kind: 'RECEIVE', n: 4_000 },
      { site: GATE, kind: 'COLLECT_OUT', n: -4_000 },
      { site: POINT, kind: 'COLLECT', n: 10_003 },
    ]);
    const pay = { idempotencyKey: newKey(), receiptId: taken.id, method: 'bank' };
    expect(await done(app, 'collectionPay', pay)).toMatchObject({ payment: 'PAID', paidMethod: 'bank' });
    expect(await done(app, 'collectionPay', pay)).toMatchObject({ payment: 'PAID' });
    expect(await refusedWith(app, 'collectionPay', { receiptId: taken.id, method: 'cash' })).toEqual([
      ['ALREADY_PAID', 'receiptId'],
    ]);
    const owed = await app.ask('{ collectionReceipts(filter: { payment: OWED }) { totalCount } }', {}, OPERATOR);
    expect(owed.data.collectionReceipts.totalCount).toBe(0);
  });

  test('what an order holds at the gate stays there', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    await app.ask('mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { userErrors { code } } }', {
      input: {
        idempotencyKey: newKey(),
        buyer: { name: '李小明', phone: '13812345678' },
        lines: [{ productId, quantity: '7' }],
      },
    });
    await collect(app, { productId, net: '8' });
    const { rows } = await app.db.pool.query(
      'select site_code as site, on_hand as n, reserved from stock_item where product_id = $1 order by site_code',
      [keyOf(productId)],
    );
    expect(rows).toEqual([
      { site: POINT, n: 8_000, reserved: 0 },
      { site: GATE, n: 7_000, reserved: 7_000 },
    ]);
  });

  test.each<[string, object, unknown[]]>([
    ['lighter than its container', { tare: '10' }, ['BAD_QUANTITY', 'tare']],
    ['too fine a weight', { gross: '1.0001' }, ['BAD_QUANTITY', 'gross']],
    ['no price', { unitPriceFen: 0 }, ['BAD_PRICE', 'unitPriceFen']],
    ['at a gate', { siteCode: GATE }, ['NOT_A_POINT', 'siteCode']],
    ['at no site', { siteCode: 'CP-1' }, ['NOT_FOUND', 'siteCode']],
    ['of no product', { productId: 'eA' }, ['NOT_FOUND', 'productId']],
    ['as another class', { class: 'MEAT' }, ['BAD_CLASS', 'class']],
    ['harvested tomorrow', { harvestedOn: '2099-01-01' }, ['BAD_TIME', 'harvestedOn']],
    ['of a field that is none', { fieldId: 'eA' }, ['NOT_FOUND', 'fieldId']],
    ['for a share that is none', { shareId: 'eA' }, ['NOT_FOUND', 'shareId']],
  ])('refused with nothing changed: %s', async (_what, over, error) => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const before = await books();
    expect(await refusedWith(app, 'collectionReceive', receipt(productId, over))).toEqual([error]);
    expect(await books()).toEqual(before);
  });

  test('not at a point of another village; the same key books once, another body under it nothing', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const officer = { role: 'INFO_OFFICER' };
    expect(await refusedWith(app, 'collectionReceive', receipt(productId), officer)).toEqual([
      ['NOT_FOUND', 'siteCode'],
    ]);
    const input = { idempotencyKey: newKey(), ...receipt(productId) };
    const answers = await Promise.all([1, 2, 3].map(() => done(app, 'collectionReceive', input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await refusedWith(app, 'collectionReceive', { ...input, gross: '9' })).toEqual([
      ['KEY_REUSED', 'idempotencyKey'],
    ]);
    expect(await unbalancedItems(app)).toBe(0);
    expect(await unsound(app)).toEqual(SOUND);
  });

  test('each receipt is entered for its household, who by and what', async () => {
    const producerId = await makeHousehold(app);
    const productId = await makeProduct(app, { producerId, stock: { [GATE]: '10' } });
    const { number } = await done(app, 'collectionReceive', receipt(productId));
    const { rows } = await app.db.pool.query(
      'select subject, entered_as as role from assisted_entry where household_id = $1 order by id desc limit 1',
      [keyOf(producerId)],
    );
    expect(rows).toEqual([{ subject: `receipt:${number}`, role: 'COUNTY_OPERATOR' }]);
  });
});

describe('officers and rounds', () => {
  const makeOfficer = async (username: string, village: string) =>
    app.db.pool.query(
      `insert into staff(username, password_hash, display_name, role, place_code) values ($1, '-', '周信息', 'INFO_OFFICER', $2)`,
      [username, village],
    );
  const officerOf = async (code: string) =>
    (await app.ask('query($code: PlaceCode!) { village(code: $code) { infoOfficer { displayName } } }', { code })).data
      .village.infoOfficer;

  test('a round needs the point’s officer; a village has one, an officer one village', async () => {
    const plan = { siteCode: POINT, weekday: 3, opens: '08:30', closes: '11:00' };
    expect(await refusedWith(app, 'collectionPlanSet', plan)).toEqual([['NO_OFFICER', 'siteCode']]);
    await makeOfficer('officer-a', POINT_VILLAGE);
    await makeOfficer('officer-b', POINT_VILLAGE);
    const appoint = (username: string, villageCode = POINT_VILLAGE) => ({ villageCode, username });
    expect(await refusedWith(app, 'officerAppoint', appoint('officer-a', VILLAGE))).toEqual([
      ['NOT_AN_OFFICER', 'username'],
    ]);
    // Two at once: the village has one of them, whoever came last.
    await Promise.all(['officer-a', 'officer-b'].map((username) => ask(app, 'officerAppoint', appoint(username))));
    const { rows } = await app.db.pool.query(
      'select count(*) filter (where ended_at is null) as live, count(*) as all from info_officer where village_code = $1',
      [POINT_VILLAGE],
    );
    expect(rows).toEqual([{ live: 1, all: 2 }]);
    expect(await officerOf(POINT_VILLAGE)).toEqual({ displayName: '周**' });
    expect(await officerOf(VILLAGE)).toBeNull();
    const { data } = await app.ask(
      '{ villagesWithoutOfficer(placeCode: "340323200") { totalCount nodes { code } } }',
      {},
      OPERATOR,
    );
    expect(data.villagesWithoutOfficer.totalCount).toBe(10);
    expect(data.villagesWithoutOfficer.nodes.map((v: { code: string }) => v.code)).not.toContain(POINT_VILLAGE);
    expect(await done(app, 'collectionPlanSet', plan)).toBe(true);
  });

  test('the calendar makes two weeks of rounds; setting it again makes none twice', async () => {
    const rounds = async () =>
      (
        await app.db.pool.query(
          `select count(*) as n from collection_round where site_code = $1 and state = 'PLANNED'`,
          [POINT],
        )
      ).rows[0].n;
    expect(await rounds()).toBe(2);
    await done(app, 'collectionPlanSet', { siteCode: POINT, weekday: 3, opens: '08:30', closes: '12:00' });
    expect(await rounds()).toBe(2);
    expect(
      await refusedWith(app, 'collectionPlanSet', { siteCode: POINT, weekday: 8, opens: '08:30', closes: '12:00' }),
    ).toEqual([['BAD_TIME', 'weekday']]);
    expect(
      await refusedWith(app, 'collectionPlanSet', { siteCode: POINT, weekday: 1, opens: '8:30', closes: '12:00' }),
    ).toEqual([['BAD_TIME', 'opens']]);
  });

  test('open from its first receipt, done when it is over; one nobody came to is missed, and told once', async () => {
    const now = Date.now();
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const held = await done(app, 'collectionRoundPlan', { siteCode: POINT, opensAt: at(-30), closesAt: at(30) });
    const missed = await done(app, 'collectionRoundPlan', { siteCode: POINT, opensAt: at(40), closesAt: at(50) });
    const off = await done(app, 'collectionRoundPlan', { siteCode: POINT, opensAt: at(60), closesAt: at(70) });
    await done(app, 'collectionRoundEnd', { roundId: off.id, cancelled: true, note: '下雨' });
    expect(
      await refusedWith(app, 'collectionRoundPlan', { siteCode: POINT, opensAt: held.opensAt, closesAt: at(31) }),
    ).toEqual([['DUPLICATE_ROUND', 'opensAt']]);
    await collect(app, { productId: await makeProduct(app, { stock: { [GATE]: '10' } }) });
    const state = async (id: string) =>
      (await app.ask('query($id: ID!) { node(id: $id) { ... on CollectionRound { state note } } }', { id }, OPERATOR))
        .data.node;
    expect(await state(held.id)).toEqual({ state: 'OPEN', note: null });
    expect(await refusedWith(app, 'collectionRoundEnd', { roundId: held.id, cancelled: true })).toEqual([
      ['ROUND_NOT_OPEN', 'roundId'],
    ]);

    const later = new RoundCommands(app.db, fixedClock(at(90)), pino({ level: 'silent' }));
    expect(await later.turn()).toBe(1);
    expect(await later.turn()).toBe(0);
    expect(await state(held.id)).toEqual({ state: 'DONE', note: null });
    expect(await state(missed.id)).toEqual({ state: 'MISSED', note: null });
    expect(await state(off.id)).toEqual({ state: 'CANCELLED', note: '下雨' });
    const alerts = await app.ask(
      '{ collectionRounds(filter: { states: [MISSED] }) { nodes { id site { code } } } }',
      {},
      OPERATOR,
    );
    expect(alerts.data.collectionRounds.nodes).toEqual([{ id: missed.id, site: { code: POINT } }]);
    const told = await app.db.pool.query(
      `select count(*) as n from (select kind, payload from pending_event union all select kind, payload from event_feed) e
        where kind = 'round' and payload->>'state' = 'MISSED'`,
    );
    expect(told.rows[0].n).toBe(1);
    // Not known to those outside: neither the round nor its alert.
    expect((await app.ask('query($id: ID!) { node(id: $id) { id } }', { id: missed.id })).data.node).toBeNull();
  });
});
