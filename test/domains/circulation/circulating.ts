import { globalId } from '../../../src/platform/graphql/index.js';
import type { TestApp } from '../../kit/app.js';
import { makeHousehold, makeProduct, newKey, OPERATOR, VILLAGE } from '../../kit/goods.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted */
export const POINT = 'CP-340323200200';
export const TOWNSHIP_CENTRE = 'TC-340323200';
export const CENTRE = 'CC-340323';

const WANTED: Readonly<Record<string, string>> = {
  batch:
    'batch { id code state class origin quantity { value unit } harvestedOn producers { quantity producer { id } } inputs { quantity { value } batch { code } } stock { site { code } quantity coming stopped location } steps { step quantity reason } }',
  transfer: 'transfer { id state lines { sent arrived } }',
  receipt: 'receipt { id number net amountFen payment paidMethod batch { id code state class quantity { value } } }',
  round: 'round { id state opensAt closesAt site { code } }',
  allocation:
    'allocation { id quantity rule { zh en } shares { id quantity delivered state round producer { id } reason { soldBefore limitedBy stale } } }',
  member: 'member { id declared allocated sold capacity }',
  alliance: 'alliance { id name portion { value unit } }',
  order: 'order { id status allocations { id } parcels { carrier trackingNo site { code } } }',
  village: 'village { code infoOfficer { displayName } }',
  done: 'done',
};

/** What each mutation answers. */
const THING: Readonly<Record<string, string>> = {
  batchBegin: 'batch',
  batchHarvest: 'batch',
  batchSend: 'transfer',
  batchArrive: 'transfer',
  batchPack: 'batch',
  batchStore: 'batch',
  batchWriteOff: 'batch',
  batchRecall: 'batch',
  orderDispatch: 'order',
  collectionReceive: 'receipt',
  collectionPay: 'receipt',
  collectionRoundPlan: 'round',
  collectionRoundEnd: 'round',
  collectionPlanSet: 'done',
  officerAppoint: 'village',
  allianceForm: 'alliance',
  allianceJoin: 'member',
  allianceDeclare: 'member',
  orderAllocate: 'allocation',
  allocationShortfall: 'allocation',
  orderFulfil: 'order',
  orderPay: 'order',
  orderCancel: 'order',
  orderPlace: 'order',
  orderReturn: 'order',
};
const WITHOUT_KEY = new Set(['batchStore', 'collectionPlanSet', 'collectionRoundEnd', 'officerAppoint']);

/** Asks a mutation for its thing and errors, with a key of its own where it takes one. */
export async function ask(
  app: TestApp,
  name: string,
  input: object,
  as: { role?: string; token?: string } = OPERATOR,
): Promise<any> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${WANTED[THING[name]!]} userErrors { code field message } } }`;
  const given = WITHOUT_KEY.has(name) ? input : { idempotencyKey: newKey(), ...input };
  const answer = await app.ask(query, { input: given }, as);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

/** The thing itself; a refusal is a fault of the test. */
export async function done(
  app: TestApp,
  name: string,
  input: object,
  as?: { role?: string; token?: string },
): Promise<any> {
  const answer = await ask(app, name, input, as);
  if (answer.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer.userErrors)}`);
  return answer[THING[name]!];
}

export const refusedWith = async (app: TestApp, name: string, input: object, as?: { role?: string }): Promise<object> =>
  (await ask(app, name, input, as)).userErrors.map(({ code, field }: { code: string; field: string | null }) => [
    code,
    field,
  ]);

export const keyOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
export const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;

/** A batch of a household's goods, collected at the point. */
export async function collect(
  app: TestApp,
  {
    productId,
    net = '10',
    siteCode = POINT,
    ...more
  }: { productId: string; net?: string; siteCode?: string; [input: string]: unknown },
): Promise<any> {
  const receipt = await done(app, 'collectionReceive', {
    siteCode,
    productId,
    gross: net,
    grade: 'FIRST',
    unitPriceFen: 1_200,
    ...more,
  });
  return receipt.batch;
}

/** Sends a batch and takes all of it in. */
export async function carry(app: TestApp, batchId: string, quantity: string, from = POINT, to = CENTRE): Promise<any> {
  const lines = [{ batchId, quantity }];
  const { id } = await done(app, 'batchSend', { fromSiteCode: from, toSiteCode: to, lines });
  return done(app, 'batchArrive', { transferId: id });
}

/** A cooperative with a product that it sells from the county's centre, and its alliance. */
export async function makeAlliance(
  app: TestApp,
  { own = '0', portion = '10' }: { own?: string; portion?: string } = {},
) {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `with p as (insert into producer(kind, display_name, village_code) values ('COOPERATIVE', '黑花生合作社', $1) returning id)
     insert into organisation(id) select id from p returning id`,
    [VILLAGE],
  );
  const producerId = globalId('Cooperative', rows[0]!.id);
  const stock: Record<string, string> = own === '0' ? {} : { [CENTRE]: own };
  const productId = await makeProduct(app, { producerId, priceFen: 2_000, stock });
  const alliance = await done(app, 'allianceForm', { productId, name: '黑花生联合体', siteCode: CENTRE, portion });
  return { productId, allianceId: alliance.id as string };
}

export interface Member {
  householdId: string;
  productId: string;
  memberId: string;
}

/** A household with goods at its gate, in an alliance with what it declares. */
export async function makeMember(
  app: TestApp,
  allianceId: string,
  { stock = '100', capacity = '100', declared = stock }: { stock?: string; capacity?: string; declared?: string } = {},
): Promise<Member> {
  const householdId = await makeHousehold(app);
  const productId = await makeProduct(app, { producerId: householdId, stock: { [`FG-${VILLAGE}`]: stock } });
  const member = await done(app, 'allianceJoin', { allianceId, productId, capacity });
  await done(app, 'allianceDeclare', { memberId: member.id, quantity: declared });
  return { householdId, productId, memberId: member.id };
}

const BUYER = { name: '李小明', phone: '13812345678' };
const DELIVERY = { address: '蚌埠市蚌山区某路 1 号', point: { latitude: 33.32, longitude: 117.31 } };

/** A paid order; `sent` to the buyer rather than fetched. */
export async function paidOrder(
  app: TestApp,
  lines: readonly { productId: string; quantity: string; siteCode?: string }[],
  { sent = false } = {},
): Promise<any> {
  const order = (
    await app.ask(
      'mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id totalFen } userErrors { code field message } } }',
      { input: { idempotencyKey: newKey(), buyer: BUYER, lines, ...(sent && { delivery: DELIVERY }) } },
    )
  ).data.orderPlace;
  if (order.userErrors.length > 0) throw new Error(JSON.stringify(order.userErrors));
  await done(app, 'orderPay', { orderId: order.order.id, amountFen: order.order.totalFen, method: 'cash' });
  return order.order;
}

/** Sites of the county's centre deliver anywhere near it. */
export async function deliverFrom(app: TestApp, siteCode: string): Promise<void> {
  await app.ask(
    'mutation($input: DeliveryAreaSetInput!) { deliveryAreaSet(input: $input) { userErrors { code } } }',
    { input: { siteCode, radius: { centre: { latitude: 33.32, longitude: 117.31 }, radiusM: 50_000 } } },
    OPERATOR,
  );
}

/** Whether what batches cover is never more than there is, and every share adds up to its line. */
export async function unsound({ db }: TestApp): Promise<object> {
  const { rows } = await db.pool.query(
    `select (select count(*) from (select l.item_id from batch_stock l join stock_item s on s.id = l.item_id
                group by l.item_id, s.on_hand having sum(l.quantity) > s.on_hand) x) as overcovered,
            (select count(*) from order_allocation a where a.quantity <> (select sum(quantity) from allocation_share s where s.allocation_id = a.id)) as allocations,
            (select count(*) from batch b where b.quantity <> (select coalesce(sum(quantity), 0) from batch_producer p where p.batch_id = b.id)) as producers,
            (select count(*) from alliance_member m where m.allocated <> (
               select coalesce(sum(quantity - delivered), 0) from allocation_share s where s.member_id = m.id and s.state = 'PROMISED')) as members`,
  );
  return rows[0]!;
}
export const SOUND = { overcovered: 0, allocations: 0, producers: 0, members: 0 };
