import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { turnExpansionPlans } from '../../../src/domains/market/expansion/propose.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeHousehold, makeProduct, OPERATOR } from '../../kit/goods.js';
import { CENTRE, done, keyOf, makeAlliance, makeMember, paidOrder, type Member } from '../circulation/circulating.js';
import { book, saleOf } from '../orders/selling.js';
import { ask, dayIn, eventsOf, jobsRan } from './asking.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await jobsRan(app);
});
afterAll(() => app.stop());

const DAY_MS = 86_400_000;
const turn = (days = 0) => turnExpansionPlans(app.db, new Date(Date.now() + days * DAY_MS));
const PLANS = `{ expansionPlans(first: 50) { nodes { id cause state readyOn quantity { value unit } backlog { value } producer { id } product { id } } } }`;
interface Plan {
  id: string;
  cause: string;
  state: string;
  readyOn: string | null;
  quantity: { value: string; unit: string };
  backlog: { value: string };
  producer: { id: string };
  product: { id: string };
}
/** The plans of some producers, oldest first. */
async function plansOf(...producers: string[]): Promise<Plan[]> {
  const { data } = await app.ask(PLANS, {}, OPERATOR);
  return (data.expansionPlans.nodes as Plan[]).filter(({ producer }) => producers.includes(producer.id)).toReversed();
}
const answer = (planId: string, accept: boolean, over: object = {}, as?: object) =>
  ask(app, 'expansionPlanAnswer', { planId, accept, ...(accept && { readyOn: dayIn(60) }), ...over }, as);
const stateOf = async (id: string) =>
  (
    await app.db.pool.query('select state, ready_on::text as ready, version from expansion_plan where id = $1', [
      keyOf(id),
    ])
  ).rows[0];

/** An alliance that sold 60 kg though its two members may give only 10 and 5: 45 of their declared goods nobody may give. */
async function uncovered(): Promise<[Member, Member]> {
  const { productId, allianceId } = await makeAlliance(app, { portion: '10' });
  const a = await makeMember(app, allianceId, { stock: '100', capacity: '10' });
  const b = await makeMember(app, allianceId, { stock: '100', capacity: '5' });
  const order = await paidOrder(app, [{ productId, quantity: '60', siteCode: CENTRE }]);
  await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
  return [a, b];
}

test('what an alliance could not cover is asked of its willing households, at most as much again as they supply', async () => {
  const [a, b] = await uncovered();
  expect(await turn()).toEqual({ expired: 0, proposed: 2 });
  const plans = await plansOf(a.householdId, b.householdId);
  const common = { cause: 'UNCOVERED_ALLOCATION', state: 'PROPOSED', readyOn: null, backlog: { value: '45.000' } };
  expect(plans).toEqual([
    {
      id: expect.any(String),
      ...common,
      quantity: { value: '10.000', unit: 'KG' },
      producer: { id: a.householdId },
      product: { id: a.productId },
    },
    {
      id: expect.any(String),
      ...common,
      quantity: { value: '5.000', unit: 'KG' },
      producer: { id: b.householdId },
      product: { id: b.productId },
    },
  ]);
  // Asked once.
  expect(await turn()).toEqual({ expired: 0, proposed: 0 });

  // Nothing is planned for a household before it says so.
  const output = async () =>
    (
      await app.db.pool.query(
        'select quantity, ready_on::text as ready from planned_output where producer_id = any($1) order by producer_id',
        [[a, b].map(({ householdId }) => keyOf(householdId))],
      )
    ).rows;
  const capacity = async ({ memberId }: Member) =>
    (await app.db.pool.query('select capacity from alliance_member where id = $1', [keyOf(memberId)])).rows[0].capacity;
  expect([await output(), await capacity(a)]).toEqual([[], 10_000]);
  const accepted = await answer(plans[0]!.id, true);
  expect(accepted.plan).toMatchObject({ state: 'ACCEPTED', readyOn: dayIn(60), version: 2 });
  expect((await answer(plans[1]!.id, false)).plan).toMatchObject({ state: 'DECLINED', readyOn: null, version: 2 });
  expect(await output()).toEqual([{ quantity: 10_000, ready: dayIn(60) }]);
  expect([await capacity(a), await capacity(b)]).toEqual([20_000, 5_000]);

  // 35 are still missing: a may be asked again, whoever declined is left alone for thirty days.
  expect(await turn()).toEqual({ expired: 0, proposed: 1 });
  expect((await plansOf(a.householdId)).map(({ quantity }) => quantity.value)).toEqual(['10.000', '20.000']);
  expect((await eventsOf(app, 'market.expansion')).map(({ version, payload }) => [version, payload.state])).toEqual([
    [1, 'PROPOSED'],
    [2, 'ACCEPTED'],
    [1, 'PROPOSED'],
    [2, 'DECLINED'],
    [1, 'PROPOSED'],
  ]);
  const [, second] = await plansOf(a.householdId);
  await answer(second!.id, false);
});

test('a household’s own oversold product is asked of it; who does not answer in two weeks is left alone for thirty days', async () => {
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: household, stock: { [GATE]: '5' } });
  await book(app, saleOf([[productId, '12', 1_000]], { siteCode: GATE }));
  expect(await turn()).toEqual({ expired: 0, proposed: 1 });
  const [plan] = await plansOf(household);
  expect(plan).toMatchObject({
    cause: 'OVERSOLD',
    quantity: { value: '7.000', unit: 'KG' },
    product: { id: productId },
  });
  expect(await turn(13)).toEqual({ expired: 0, proposed: 0 });
  expect(await turn(14)).toEqual({ expired: 1, proposed: 0 });
  expect(await stateOf(plan!.id)).toEqual({ state: 'EXPIRED', ready: null, version: 2 });
  expect(await answer(plan!.id, true)).toEqual({
    plan: null,
    userErrors: [{ code: 'ALREADY_ANSWERED', field: 'planId' }],
  });
  await turn(43);
  expect(await plansOf(household)).toHaveLength(1);
  await turn(45);
  expect((await plansOf(household)).map(({ state }) => state)).toEqual(['EXPIRED', 'PROPOSED']);
});

test('refused answers change nothing', async () => {
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: household, stock: { [GATE]: '1' } });
  await book(app, saleOf([[productId, '3', 1_000]], { siteCode: GATE }));
  await turn();
  const [{ id }] = (await plansOf(household)) as [Plan];
  const before = await stateOf(id);
  for (const [over, code, field] of [
    [{ readyOn: null }, 'BAD_DAY', 'readyOn'],
    [{ readyOn: dayIn(-1) }, 'BAD_DAY', 'readyOn'],
  ] as const)
    expect((await answer(id, true, over)).userErrors).toEqual([{ code, field }]);
  await app.db.pool.query('update household set willing = false where id = $1', [keyOf(household)]);
  expect((await answer(id, true)).userErrors).toEqual([{ code: 'NOT_WILLING', field: 'accept' }]);
  await app.db.pool.query(`update staff set place_code = '340323200208' where role = 'VILLAGE_OPERATOR'`);
  const token = await app.token('VILLAGE_OPERATOR');
  expect((await answer(id, false, {}, { token })).userErrors).toEqual([{ code: 'NOT_FOUND', field: 'planId' }]);
  expect(await stateOf(id)).toEqual(before);
  // To decline, nobody need be willing.
  expect((await answer(id, false)).plan.state).toBe('DECLINED');
});

test('answered yes and no by eight at once: one answer holds, and is written once', async () => {
  const household = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: household, stock: { [GATE]: '1' } });
  await book(app, saleOf([[productId, '3', 1_000]], { siteCode: GATE }));
  await Promise.all([turn(), turn(), turn()]);
  const plans = await plansOf(household);
  expect(plans).toHaveLength(1);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => answer(plans[0]!.id, i % 2 === 0)));
  const codes = answers.map(({ userErrors }) => userErrors.map((e: { code: string }) => e.code).join()).sort();
  expect(codes).toEqual(['', ...Array<string>(7).fill('ALREADY_ANSWERED')]);
  const { state, version } = await stateOf(plans[0]!.id);
  const { rows } = await app.db.pool.query('select quantity from planned_output where producer_id = $1', [
    keyOf(household),
  ]);
  expect([version, rows]).toEqual([2, state === 'ACCEPTED' ? [{ quantity: 2_000 }] : []]);
});
