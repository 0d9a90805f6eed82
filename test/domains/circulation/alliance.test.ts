import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, newKey, unbalancedItems } from '../../kit/goods.js';
import {
  ask,
  carry,
  CENTRE,
  deliverFrom,
  done,
  keyOf,
  makeAlliance,
  makeMember,
  paidOrder,
  POINT,
  refusedWith,
  SOUND,
  unsound,
} from './circulating.js';
import { pass } from './inspecting.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await deliverFrom(app, CENTRE);
});
afterAll(() => app.stop());

const memberState = async (memberId: string) =>
  (await app.db.pool.query('select declared, allocated, sold from alliance_member where id = $1', [keyOf(memberId)]))
    .rows[0];
const stockAt = async (productId: string, site: string) =>
  (
    await app.db.pool.query(
      'select on_hand as "onHand", reserved from stock_item where product_id = $1 and site_code = $2',
      [keyOf(productId), site],
    )
  ).rows[0];
const sharesOf = (allocation: { shares: { quantity: string; producer: { id: string } | null; state: string }[] }) =>
  allocation.shares.map(({ producer, quantity, state }) => [producer?.id ?? null, quantity, state]);

describe('an alliance', () => {
  test('what a member declares leaves its own book and is sold by the alliance; it goes back when less is declared', async () => {
    const { productId, allianceId } = await makeAlliance(app, { own: '5' });
    const member = await makeMember(app, allianceId, { stock: '30', declared: '20' });
    expect(await stockAt(productId, CENTRE)).toEqual({ onHand: 25_000, reserved: 0 });
    expect(await stockAt(member.productId, GATE)).toEqual({ onHand: 10_000, reserved: 0 });
    await done(app, 'allianceDeclare', { memberId: member.memberId, quantity: '4' });
    expect(await stockAt(productId, CENTRE)).toEqual({ onHand: 9_000, reserved: 0 });
    expect(await stockAt(member.productId, GATE)).toEqual({ onHand: 26_000, reserved: 0 });
    expect(await refusedWith(app, 'allianceDeclare', { memberId: member.memberId, quantity: '31' })).toEqual([
      ['INSUFFICIENT_STOCK', 'quantity'],
    ]);
    expect(await memberState(member.memberId)).toEqual({ declared: 4_000, allocated: 0, sold: 0 });
  });

  test('only the willing join, once, in the same unit; one alliance a product', async () => {
    const { productId, allianceId } = await makeAlliance(app);
    const household = await makeHousehold(app);
    const own = await makeProduct(app, { producerId: household });
    const join = { allianceId, productId: own, capacity: '10' };
    await app.db.pool.query('update household set willing = false where id = $1', [keyOf(household)]);
    expect(await refusedWith(app, 'allianceJoin', join)).toEqual([['NOT_WILLING', 'productId']]);
    await app.db.pool.query('update household set willing = true where id = $1', [keyOf(household)]);
    await done(app, 'allianceJoin', join);
    expect(await refusedWith(app, 'allianceJoin', join)).toEqual([['DUPLICATE_MEMBER', 'productId']]);
    const eggs = await makeProduct(app, { unit: 'PIECE' });
    expect(await refusedWith(app, 'allianceJoin', { ...join, productId: eggs })).toEqual([['WRONG_UNIT', 'productId']]);
    const again = { productId, name: '另一个', siteCode: CENTRE, portion: '1' };
    expect(await refusedWith(app, 'allianceForm', again)).toEqual([['DUPLICATE_ALLIANCE', 'productId']]);
  });
});

describe('an order is split', () => {
  test('by portions over those who have sold least, within declared stock and capacity; the rest is the alliance’s own', async () => {
    const { productId, allianceId } = await makeAlliance(app, { own: '50', portion: '10' });
    const [a, b, c] = [
      await makeMember(app, allianceId, { stock: '100' }),
      await makeMember(app, allianceId, { stock: '15' }),
      await makeMember(app, allianceId, { stock: '100', capacity: '5' }),
    ];
    await app.db.pool.query('update alliance_member set sold = 20000 where id = $1', [keyOf(a.memberId)]);
    const order = await paidOrder(app, [{ productId, quantity: '60', siteCode: CENTRE }]);
    const allocation = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
    expect(sharesOf(allocation)).toEqual([
      [a.householdId, '40.000', 'PROMISED'],
      [b.householdId, '15.000', 'PROMISED'],
      [c.householdId, '5.000', 'PROMISED'],
    ]);
    expect(allocation.shares.map((s: { reason: object }) => s.reason)).toEqual([
      { soldBefore: '20.000', limitedBy: null, stale: false },
      { soldBefore: '0.000', limitedBy: 'DECLARED', stale: false },
      { soldBefore: '0.000', limitedBy: 'CAPACITY', stale: false },
    ]);
    expect(allocation.rule.zh).toContain('共 60.000 KG,按每份 10.000 KG');
    expect(await memberState(a.memberId)).toEqual({ declared: 100_000, allocated: 40_000, sold: 60_000 });

    const more = await paidOrder(app, [{ productId, quantity: '90', siteCode: CENTRE }]);
    const second = await done(app, 'orderAllocate', { orderId: more.id, lineNo: 1 });
    expect(sharesOf(second)).toEqual([
      [a.householdId, '60.000', 'PROMISED'],
      [null, '30.000', 'PROMISED'],
    ]);
    expect(await refusedWith(app, 'orderAllocate', { orderId: more.id, lineNo: 1 })).toEqual([
      ['ALREADY_ALLOCATED', 'lineNo'],
    ]);
    expect(await unsound(app)).toEqual(SOUND);
  });

  test('the stale come last, the hidden and the unwilling not at all', async () => {
    const { productId, allianceId } = await makeAlliance(app, { own: '100', portion: '10' });
    const [stale, hidden, unwilling, fresh] = [
      await makeMember(app, allianceId),
      await makeMember(app, allianceId),
      await makeMember(app, allianceId),
      await makeMember(app, allianceId, { stock: '10' }),
    ];
    const date = (column: string, id: string) =>
      app.db.pool.query(`update product set ${column} = now() - interval '1 day' where id = $1`, [keyOf(id)]);
    await date('stale_at', stale.productId);
    await date('hidden_at', hidden.productId);
    await app.db.pool.query('update household set willing = false where id = $1', [keyOf(unwilling.householdId)]);
    const order = await paidOrder(app, [{ productId, quantity: '30', siteCode: CENTRE }]);
    const allocation = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
    expect(sharesOf(allocation)).toEqual([
      [stale.householdId, '20.000', 'PROMISED'],
      [fresh.householdId, '10.000', 'PROMISED'],
    ]);
  });

  test('only a paid order, of an alliance’s product; the same key answers the same', async () => {
    const { productId, allianceId } = await makeAlliance(app);
    await makeMember(app, allianceId);
    const plain = await paidOrder(app, [
      { productId: await makeProduct(app, { stock: { [GATE]: '5' } }), quantity: '1' },
    ]);
    expect(await refusedWith(app, 'orderAllocate', { orderId: plain.id, lineNo: 1 })).toEqual([
      ['NOT_AN_ALLIANCE', 'lineNo'],
    ]);
    const order = await paidOrder(app, [{ productId, quantity: '7', siteCode: CENTRE }]);
    const input = { idempotencyKey: newKey(), orderId: order.id, lineNo: 1 };
    const [first, repeat] = [await done(app, 'orderAllocate', input), await done(app, 'orderAllocate', input)];
    expect(repeat.id).toBe(first.id);
    await done(app, 'orderCancel', { orderId: order.id });
    const gone = await paidOrder(app, [{ productId, quantity: '7', siteCode: CENTRE }]);
    await done(app, 'orderCancel', { orderId: gone.id });
    expect(await refusedWith(app, 'orderAllocate', { orderId: gone.id, lineNo: 1 })).toEqual([
      ['INVALID_STATE', 'orderId'],
    ]);
  });

  test('twenty orders at once promise nobody’s goods twice', async () => {
    const { productId, allianceId } = await makeAlliance(app, { portion: '5' });
    const members = [];
    for (let i = 0; i < 4; i++) members.push(await makeMember(app, allianceId, { stock: '25' }));
    const orders = [];
    for (let i = 0; i < 20; i++) orders.push(await paidOrder(app, [{ productId, quantity: '5', siteCode: CENTRE }]));
    const allocations = await Promise.all(
      orders.map(({ id }) => done(app, 'orderAllocate', { orderId: id, lineNo: 1 })),
    );
    for (const { memberId } of members)
      expect(await memberState(memberId)).toEqual({ declared: 25_000, allocated: 25_000, sold: 25_000 });
    expect(allocations.every((one) => one.shares.length === 1 && one.shares[0].quantity === '5.000')).toBe(true);
    expect(await unsound(app)).toEqual(SOUND);
    expect(await unbalancedItems(app)).toBe(0);
  });
});

describe('several producers fulfil one order', () => {
  test('each brings its share to the point, one cannot and others do; the order leaves when all is there', async () => {
    const { productId, allianceId } = await makeAlliance(app, { portion: '10' });
    const [a, b, c] = [
      await makeMember(app, allianceId, { stock: '10' }),
      await makeMember(app, allianceId, { stock: '20' }),
      await makeMember(app, allianceId, { stock: '10' }),
    ];
    const order = await paidOrder(app, [{ productId, quantity: '30', siteCode: CENTRE }], { sent: true });
    const made = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
    expect(sharesOf(made)).toEqual([a, b, c].map(({ householdId }) => [householdId, '10.000', 'PROMISED']));
    const [ofA, ofB, ofC] = made.shares;

    const bring = (member: typeof a, shareId: string, net: string) => ({
      siteCode: POINT,
      productId: member.productId,
      shareId,
      gross: net,
      grade: 'FIRST',
      unitPriceFen: 1_500,
    });
    expect(await refusedWith(app, 'collectionReceive', bring(b, ofA.id, '10'))).toEqual([
      ['WRONG_PRODUCER', 'productId'],
    ]);
    expect(await refusedWith(app, 'collectionReceive', bring(a, ofA.id, '11'))).toEqual([
      ['MORE_THAN_PROMISED', 'gross'],
    ]);
    const first = await done(app, 'collectionReceive', bring(a, ofA.id, '10'));
    // The goods are of the alliance's product now, and the order holds them where they are.
    expect(await stockAt(productId, POINT)).toEqual({ onHand: 10_000, reserved: 10_000 });
    expect(await stockAt(productId, CENTRE)).toEqual({ onHand: 30_000, reserved: 20_000 });
    expect(await memberState(a.memberId)).toEqual({ declared: 0, allocated: 0, sold: 10_000 });

    const after = await done(app, 'allocationShortfall', { shareId: ofC.id, missing: '6', reason: '受潮' });
    expect(sharesOf(after)).toEqual([
      [a.householdId, '10.000', 'DELIVERED'],
      [b.householdId, '10.000', 'PROMISED'],
      [c.householdId, '4.000', 'PROMISED'],
      [b.householdId, '6.000', 'PROMISED'],
    ]);
    expect(await memberState(c.memberId)).toEqual({ declared: 4_000, allocated: 4_000, sold: 4_000 });
    expect(await refusedWith(app, 'allocationShortfall', { shareId: ofC.id, missing: '5', reason: '再少' })).toEqual([
      ['MORE_THAN_PROMISED', 'missing'],
    ]);

    const batches = [first.batch];
    for (const [member, share, net] of [
      [b, ofB, '10'],
      [c, ofC, '4'],
      [b, after.shares[3], '6'],
    ] as const)
      batches.push((await done(app, 'collectionReceive', bring(member, share.id, net))).batch);

    // Those collected for the order travel with its hold on them: nobody else can buy them on the way.
    for (const batch of batches.slice(0, 3)) await carry(app, batch.id, batch.quantity.value);
    const lines = [{ batchId: batches[3].id, quantity: '6' }];
    const { id } = await done(app, 'batchSend', { fromSiteCode: POINT, toSiteCode: CENTRE, lines });
    expect(await stockAt(productId, POINT)).toEqual({ onHand: 0, reserved: 0 });
    expect(await stockAt(productId, CENTRE)).toEqual({ onHand: 34_000, reserved: 30_000 });
    for (const batch of batches) await pass(app, batch.id);
    const dispatch = {
      orderId: order.id,
      siteCode: CENTRE,
      parcels: [{ carrier: '中通', trackingNo: `ZT${newKey().slice(0, 8)}` }],
    };
    expect(await refusedWith(app, 'orderDispatch', dispatch)).toEqual([['ON_THE_WAY', 'orderId']]);
    await done(app, 'batchArrive', { transferId: id });
    expect((await done(app, 'orderDispatch', dispatch)).status).toBe('FULFILLED');

    const { rows } = await app.db.pool.query(
      `select p.producer_id as producer, sum(o.quantity)::int as quantity from order_batch o join batch_producer p on p.batch_id = o.batch_id
         join customer_order c on c.id = o.order_id and c.status = 'FULFILLED' where p.producer_id = any($1) group by 1 order by 1`,
      [[a, b, c].map(({ householdId }) => keyOf(householdId))],
    );
    expect(rows.map(({ quantity }) => quantity)).toEqual([10_000, 16_000, 4_000]);
    // What b still has declared is on the alliance's book, and nothing else.
    expect(await stockAt(productId, CENTRE)).toEqual({ onHand: 4_000, reserved: 0 });
    expect(await memberState(b.memberId)).toEqual({ declared: 4_000, allocated: 0, sold: 16_000 });
    expect(await unsound(app)).toEqual(SOUND);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('not before all members brought theirs; a cancelled order gives their goods back to others', async () => {
    const { productId, allianceId } = await makeAlliance(app, { portion: '10' });
    const member = await makeMember(app, allianceId, { stock: '20' });
    const order = await paidOrder(app, [{ productId, quantity: '10', siteCode: CENTRE }]);
    const { shares } = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
    expect(await refusedWith(app, 'orderFulfil', { orderId: order.id })).toEqual([['SHARES_OPEN', 'orderId']]);
    const brought = {
      siteCode: POINT,
      productId: member.productId,
      shareId: shares[0].id,
      grade: 'FIRST',
      unitPriceFen: 1,
    };
    await done(app, 'collectionReceive', { ...brought, gross: '4' });
    await done(app, 'orderCancel', { orderId: order.id });
    expect(await memberState(member.memberId)).toEqual({ declared: 16_000, allocated: 0, sold: 4_000 });
    expect(await stockAt(productId, POINT)).toEqual({ onHand: 4_000, reserved: 0 });
    expect(await refusedWith(app, 'collectionReceive', { ...brought, gross: '6' })).toEqual([
      ['INVALID_STATE', 'shareId'],
    ]);
    const { rows } = await app.db.pool.query('select state, delivered from allocation_share where id = $1', [
      keyOf(shares[0].id),
    ]);
    expect(rows).toEqual([{ state: 'RELEASED', delivered: 4_000 }]);
    expect(await unsound(app)).toEqual(SOUND);
  });

  test('brought and cancelled at once: both or one, and the books agree', async () => {
    const { productId, allianceId } = await makeAlliance(app, { portion: '10' });
    const member = await makeMember(app, allianceId, { stock: '80' });
    const rounds = [];
    for (let i = 0; i < 8; i++) {
      const order = await paidOrder(app, [{ productId, quantity: '10', siteCode: CENTRE }]);
      const { shares } = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
      rounds.push({ orderId: order.id, shareId: shares[0].id });
    }
    const brought = { siteCode: POINT, productId: member.productId, gross: '10', grade: 'FIRST', unitPriceFen: 1 };
    const answers = await Promise.all(
      rounds.flatMap(({ orderId, shareId }, i) => {
        const both = [
          () => ask(app, 'collectionReceive', { ...brought, shareId }),
          () => ask(app, 'orderCancel', { orderId }),
        ];
        return (i % 2 ? both : both.toReversed()).map((one) => one());
      }),
    );
    const refused = answers.flatMap(({ userErrors }) => userErrors.map((e: { code: string }) => e.code));
    expect(new Set(refused).difference(new Set(['INVALID_STATE']))).toEqual(new Set());
    expect(await unsound(app)).toEqual(SOUND);
    expect(await unbalancedItems(app)).toBe(0);
  });

  test('a village operator may not give orders away', async () => {
    const answer = await app.ask(
      'mutation($input: OrderAllocateInput!) { orderAllocate(input: $input) { userErrors { code } } }',
      { input: { idempotencyKey: newKey(), orderId: 'eA', lineNo: 1 } },
      { role: 'VILLAGE_OPERATOR' },
    );
    expect(answer.errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});
