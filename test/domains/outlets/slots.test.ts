import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CENTRE, makeProduct, newKey, OPERATOR, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  done,
  keyed,
  keyOf,
  makeKiosk,
  reserve,
  slotsOf,
  startOutlets,
  stockOf,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const SLOTS = 'kiosk { planogramVersion slots { code priceFen capacity level } }';
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
const load = (kiosk: KioskUnderTest, slots: object[], fromSiteCode = CENTRE, as = OPERATOR) =>
  keyed('slotLoad', { kioskId: kiosk.id, fromSiteCode, slots }, SLOTS, as);
const unload = (kiosk: KioskUnderTest, slots: object[], toSiteCode: string | null = CENTRE, reason = '换货') =>
  keyed('slotUnload', { kioskId: kiosk.id, toSiteCode, slots, reason }, SLOTS);
const plan = (kiosk: KioskUnderTest, slots: object[]) => keyed('planogramSet', { kioskId: kiosk.id, slots }, SLOTS);
const at = async (site: string, productId: string) =>
  (
    await app.db.pool.query('select on_hand from stock_item where site_code = $1 and product_id = $2', [
      site,
      keyOf(productId),
    ])
  ).rows[0]?.on_hand ?? 0;
/** Everything that a refused command must leave alone. */
const books = async () =>
  (
    await app.db.pool
      .query(`select (select json_agg(i order by id) from stock_item i) as items, (select json_agg(s order by id) from slot s) as slots,
      (select count(*) from stock_movement) as moved, (select count(*) from slot_movement) as filled, (select count(*) from planogram) as planograms`)
  ).rows[0];

describe('loading', () => {
  test('moves the goods from a site into the kiosk’s and into the slots', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 0, A2: 0 }, capacity: 6 });
    const loaded = await load(kiosk, [
      { code: 'A1', count: 6 },
      { code: 'A2', count: 2 },
    ]);
    expect(loaded.kiosk.slots.map(({ code, level }: { code: string; level: number }) => [code, level])).toEqual([
      ['A1', 6],
      ['A2', 2],
    ]);
    expect(await stockOf(kiosk)).toEqual([8, 0]);
    expect(await at(CENTRE, kiosk.productId)).toBe(92);
    expect(await slotsOf(kiosk)).toEqual({ A1: [6, 0, 6, 0], A2: [2, 0, 2, 0] });
    expect(await unbalancedItems(app)).toBe(0);
  });

  test.each<[string, object[], string, string]>([
    ['more than fits', [{ code: 'A1', count: 6 }], CENTRE, 'SLOT_FULL'],
    [
      'in two lines more than fits',
      [
        { code: 'A1', count: 3 },
        { code: 'A1', count: 3 },
      ],
      CENTRE,
      'SLOT_FULL',
    ],
    ['more than there is', [{ code: 'A2', count: 8 }], 'TC-340323200', 'INSUFFICIENT_STOCK'],
    ['a slot that is not there', [{ code: 'Z1', count: 1 }], CENTRE, 'UNKNOWN_SLOT'],
    ['nothing', [{ code: 'A2', count: 0 }], CENTRE, 'BAD_COUNT'],
    ['from nowhere', [{ code: 'A2', count: 1 }], 'NO-SITE', 'NOT_FOUND'],
  ])('%s is refused whole', async (_what, slots, from, code) => {
    const kiosk = await makeKiosk({ slots: { A1: 5, A2: 0 } });
    const before = await books();
    expect(codes(await load(kiosk, slots, from))).toEqual([code]);
    expect(await books()).toEqual(before);
  });

  test('of a kiosk of elsewhere is refused as if it were not there', async () => {
    const kiosk = await makeKiosk();
    const before = await books();
    expect(codes(await load(kiosk, [{ code: 'A1', count: 1 }], CENTRE, { role: 'VILLAGE_OPERATOR' }))).toEqual([
      'NOT_FOUND',
    ]);
    expect(await books()).toEqual(before);
  });

  test('twenty loads at once of a slot with room for five put five in', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 5 } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => load(kiosk, [{ code: 'A1', count: 1 }])));
    expect(answers.filter((answer) => answer.kiosk).length).toBe(5);
    expect(answers.flatMap(codes)).toEqual(Array.from({ length: 15 }, () => 'SLOT_FULL'));
    expect(await slotsOf(kiosk)).toEqual({ A1: [10, 0, 10, 0] });
    expect(await stockOf(kiosk)).toEqual([10, 0]);
    expect(await unbalancedItems(app)).toBe(0);
  });
});

describe('unloading', () => {
  test('sends goods back, or writes them off; what vends hold stays in', async () => {
    const kiosk = await makeKiosk();
    await reserve(kiosk);
    expect(codes(await unload(kiosk, [{ code: 'A1', count: 5 }]))).toEqual(['SLOT_EMPTY']);
    expect(codes(await unload(kiosk, [{ code: 'A1', count: 2 }]))).toEqual([]);
    expect(codes(await unload(kiosk, [{ code: 'A1', count: 1 }], null, '过期'))).toEqual([]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [2, 0, 2, 1] });
    expect(await stockOf(kiosk)).toEqual([2, 1]);
    expect(await at(CENTRE, kiosk.productId)).toBe(97);
    expect(codes(await unload(kiosk, [{ code: 'A1', count: 1 }], null, ''))).toEqual(['REASON_REQUIRED']);
    expect(await unbalancedItems(app)).toBe(0);
  });
});

describe('a planogram', () => {
  const slot = (kiosk: KioskUnderTest, code: string, over: object = {}) => ({
    code,
    productId: kiosk.productId,
    capacity: 10,
    priceFen: 1_200,
    ...over,
  });

  test('has versions; a price changes while goods stand in the slot', async () => {
    const kiosk = await makeKiosk();
    const next = await plan(kiosk, [slot(kiosk, 'A1', { priceFen: 990 }), slot(kiosk, 'B1')]);
    expect(next.kiosk).toEqual({
      planogramVersion: 2,
      slots: [
        { code: 'A1', priceFen: 990, capacity: 10, level: 5 },
        { code: 'B1', priceFen: 1_200, capacity: 10, level: 0 },
      ],
    });
    expect((await reserve(kiosk)).vend.order.totalFen).toBe(990);
    const { rows } = await app.db.pool.query(
      'select version, code, price_fen as price from planogram_slot where outlet_id = $1 order by 1, 2',
      [keyOf(kiosk.id)],
    );
    expect(rows).toEqual([
      { version: 1, code: 'A1', price: 1_200 },
      { version: 2, code: 'A1', price: 990 },
      { version: 2, code: 'B1', price: 1_200 },
    ]);
  });

  test('takes an emptied slot out of use, and gives it another product', async () => {
    const kiosk = await makeKiosk({ slots: { A1: 1, A2: 1 } });
    const other = await makeProduct(app, { unit: 'PIECE' });
    await unload(kiosk, [
      { code: 'A1', count: 1 },
      { code: 'A2', count: 1 },
    ]);
    const next = await plan(kiosk, [slot(kiosk, 'A1', { productId: other })]);
    expect(next.kiosk.slots.map(({ code }: { code: string }) => code)).toEqual(['A1']);
    expect(codes(await reserve(kiosk, 'A2'))).toEqual(['UNKNOWN_SLOT']);
  });

  test.each<[string, (kiosk: KioskUnderTest, other: string) => object[], string]>([
    ['another product in a filled slot', (kiosk, other) => [slot(kiosk, 'A1', { productId: other })], 'SLOT_NOT_EMPTY'],
    ['a filled slot left out', (kiosk) => [slot(kiosk, 'B1')], 'SLOT_NOT_EMPTY'],
    ['less room than goods', (kiosk) => [slot(kiosk, 'A1', { capacity: 4 })], 'BAD_CAPACITY'],
    ['a slot twice', (kiosk) => [slot(kiosk, 'A1'), slot(kiosk, 'A1')], 'BAD_SLOT'],
    ['a slot without a code', (kiosk) => [slot(kiosk, '')], 'BAD_SLOT'],
    ['no room', (kiosk) => [slot(kiosk, 'A1', { capacity: 0 })], 'BAD_CAPACITY'],
    ['no price', (kiosk) => [slot(kiosk, 'A1', { priceFen: 0 })], 'BAD_PRICE'],
    ['no slots', () => [], 'BAD_PLANOGRAM'],
    ['no product', (kiosk) => [slot(kiosk, 'A1', { productId: 'bm9ib2R5' })], 'NOT_FOUND'],
  ])('with %s is refused whole', async (_what, slots, code) => {
    const kiosk = await makeKiosk();
    const other = await makeProduct(app, {});
    const before = await books();
    expect(codes(await plan(kiosk, slots(kiosk, other)))).toEqual([code]);
    expect(await books()).toEqual(before);
  });
});

describe('setting up', () => {
  const register = (name: string, input: object, as: { role: string } = OPERATOR) =>
    keyed(
      name,
      { ownerKind: 'HOSPITAL', ownerName: '固镇县人民医院', ...input },
      name === 'kioskRegister' ? 'kiosk { site { code } owner { kind name } channel }' : 'counter { id }',
      as,
    );

  test('a kiosk and a counter of a site of their kind, once', async () => {
    const made = await register('kioskRegister', { siteCode: 'KIOSK-0001' });
    expect(made.kiosk).toEqual({
      site: { code: 'KIOSK-0001' },
      owner: { kind: 'HOSPITAL', name: '固镇县人民医院' },
      channel: 'kiosk',
    });
    expect(codes(await register('kioskRegister', { siteCode: 'KIOSK-0001' }))).toEqual(['ALREADY_REGISTERED']);
    expect(codes(await register('counterRegister', { siteCode: 'KIOSK-0002' }))).toEqual(['WRONG_SITE']);
    expect(codes(await register('kioskRegister', { siteCode: 'COUNTER-0001' }))).toEqual(['WRONG_SITE']);
    expect(codes(await register('counterRegister', { siteCode: 'COUNTER-0001' }))).toEqual([]);
    expect(codes(await register('kioskRegister', { siteCode: 'NO-SITE' }))).toEqual(['NOT_FOUND']);
    expect(codes(await register('kioskRegister', { siteCode: 'KIOSK-0002', ownerName: ' ' }))).toEqual(['BAD_OWNER']);
    expect(codes(await register('kioskRegister', { siteCode: 'KIOSK-0002', channel: 'direct' }))).toEqual([
      'BAD_CHANNEL',
    ]);
    expect(codes(await register('kioskRegister', { siteCode: 'KIOSK-0002', maxTemperatureC: 61 }))).toEqual([
      'BAD_TEMPERATURE',
    ]);
    expect(codes(await register('kioskRegister', { siteCode: 'KIOSK-0002' }, { role: 'VILLAGE_OPERATOR' }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('the same key answers the same kiosk', async () => {
    const input = { idempotencyKey: newKey(), siteCode: 'KIOSK-0003', ownerKind: 'SCHOOL', ownerName: '固镇一中' };
    const ask = () => done('kioskRegister', input, 'kiosk { id }');
    expect(await ask()).toEqual(await ask());
  });
});

test('the table holds the equation, whoever writes', async () => {
  const kiosk = await makeKiosk();
  for (const set of [
    'level = level + 1',
    'vended = vended + 1',
    'loaded = loaded - 1',
    'held = -1',
    'level = 11, loaded = 11',
  ])
    await expect(app.db.pool.query(`update slot set ${set} where outlet_id = $1`, [keyOf(kiosk.id)])).rejects.toThrow(
      /slot_(books|bounds)/,
    );
});
