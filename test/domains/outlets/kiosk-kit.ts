import { createTokens } from '../../../src/platform/auth/index.js';
import { SECRET, startApp, type TestApp } from '../../kit/app.js';
import { CENTRE, makeProduct, newKey, OPERATOR, type ProductOptions } from '../../kit/goods.js';

/** The platform that all of these ask. */
export let app: TestApp;

/** Starts it; to be called once a test file. */
export async function startOutlets(channels?: Parameters<typeof startApp>[2]): Promise<void> {
  app = await startApp({}, undefined, channels);
}

export interface KioskUnderTest {
  id: string;
  site: string;
  productId: string;
  /** A token of its device. */
  token: string;
  deviceId: number;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted
type Payload = any;
type As = { role?: string; token?: string };

/** Calls a mutation and answers its payload; a key of its own unless the input has one. */
export async function call(name: string, input: object, want: string, as: As = OPERATOR): Promise<Payload> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code field } } }`;
  const answer = await app.ask(query, { input }, as);
  return answer.data?.[name] ?? answer;
}

export const keyed = (name: string, input: object, want: string, as?: As): Promise<Payload> =>
  call(name, { idempotencyKey: newKey(), ...input }, want, as);

/** As {@link keyed}, of something that must succeed. */
export async function done(name: string, input: object, want: string, as?: As): Promise<Payload> {
  const payload = await keyed(name, input, want, as);
  if (payload.errors || payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload)}`);
  return payload;
}

let next = 100;

/** A kiosk of its own site and device, with slots of one product, filled from the county's centre. */
export async function makeKiosk({
  slots = { A1: 5 },
  capacity = 10,
  priceFen = 1_200,
  product = {},
  channel,
}: {
  slots?: Record<string, number>;
  capacity?: number;
  priceFen?: number;
  product?: ProductOptions & { industry?: string };
  channel?: string;
} = {}): Promise<KioskUnderTest> {
  const site = `KIOSK-T${++next}`;
  await done(
    'siteRegister',
    { code: site, kind: 'KIOSK', name: `测试终端 ${next}`, placeCode: '340323200' },
    'site { code }',
  );
  const { industry, ...options } = product;
  const productId = await makeProduct(app, { unit: 'BOX', stock: { [CENTRE]: '100' }, ...options });
  if (industry) await app.db.pool.query('update product set industry = $2 where id = $1', [keyOf(productId), industry]);
  const made = await done(
    'kioskRegister',
    { siteCode: site, ownerKind: 'SCHOOL', ownerName: '固镇县第一小学', ...(channel && { channel }) },
    'kiosk { id }',
  );
  const { id } = made.kiosk;
  await done(
    'planogramSet',
    { kioskId: id, slots: Object.keys(slots).map((code) => ({ code, productId, capacity, priceFen })) },
    'kiosk { planogramVersion }',
  );
  const filled = Object.entries(slots).flatMap(([code, count]) => (count > 0 ? [{ code, count }] : []));
  if (filled.length > 0) await done('slotLoad', { kioskId: id, fromSiteCode: CENTRE, slots: filled }, 'kiosk { id }');
  const { rows } = await app.db.pool.query<{ id: number }>(
    `insert into device(code, kind, site_code) values ($1, 'KIOSK', $1) returning id`,
    [site],
  );
  const deviceId = rows[0]!.id;
  const token = await createTokens(SECRET).issue({ kind: 'device', id: String(deviceId), version: 1 }, 3_600);
  return { id, site, productId, token, deviceId };
}

export const keyOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
export const uuidOf = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;

export const VEND = `vend { id state source flag slot { code level held available }
  order { id status totalFen paidFen refundedFen lines { quantity { value } amountFen } } }`;

export const reserve = (kiosk: KioskUnderTest, slot = 'A1') =>
  keyed('vendReserve', { slot }, VEND, { token: kiosk.token });

export const pay = (kiosk: KioskUnderTest, order: { id: string; totalFen: number }) =>
  done('orderPay', { orderId: order.id, amountFen: order.totalFen, method: 'qr' }, 'order { status }', {
    token: kiosk.token,
  });

export const authorise = (kiosk: KioskUnderTest, vendId: string) =>
  keyed('vendAuthorise', { vendId }, `authorisation { token slot expiresAt } ${VEND}`, { token: kiosk.token });

export const report = (kiosk: KioskUnderTest, token: string, result: string, more: object = {}) =>
  keyed('vendReport', { token, result, ...more }, VEND, { token: kiosk.token });

/** Reserved, paid and given leave: answers the vend's id, its order's and the token. */
export async function authorised(
  kiosk: KioskUnderTest,
  slot = 'A1',
): Promise<{ vendId: string; orderId: string; token: string }> {
  const { vend } = await reserve(kiosk, slot);
  await pay(kiosk, vend.order);
  const { authorisation } = await authorise(kiosk, vend.id);
  return { vendId: vend.id, orderId: vend.order.id, token: authorisation.token };
}

/** Its slots by code: what was loaded, vended, stands in it and is held. */
export async function slotsOf({ id }: KioskUnderTest): Promise<Record<string, [number, number, number, number]>> {
  const { rows } = await app.db.pool.query<{
    code: string;
    loaded: number;
    vended: number;
    level: number;
    held: number;
  }>('select code, loaded, vended, level, held from slot where outlet_id = $1 order by code', [keyOf(id)]);
  return Object.fromEntries(rows.map(({ code, loaded, vended, level, held }) => [code, [loaded, vended, level, held]]));
}

/** On hand and reserved of its product at its site, in pieces. */
export async function stockOf({ site, productId }: KioskUnderTest): Promise<[number, number]> {
  const { rows } = await app.db.pool.query<{ on_hand: number; reserved: number }>(
    'select on_hand, reserved from stock_item where site_code = $1 and product_id = $2',
    [site, keyOf(productId)],
  );
  return [rows[0]?.on_hand ?? 0, rows[0]?.reserved ?? 0];
}

export async function vendNow(vendId: string): Promise<{ state: string; flag: string | null; source: string | null }> {
  const { rows } = await app.db.pool.query('select state, flag, source from vend where id = $1', [uuidOf(vendId)]);
  return rows[0];
}

/** Kinds of its open alerts. */
export async function alertsOf({ id }: KioskUnderTest): Promise<string[]> {
  const { rows } = await app.db.pool.query<{ kind: string }>(
    'select kind from outlet_alert where outlet_id = $1 and cleared_at is null order by kind, id',
    [keyOf(id)],
  );
  return rows.map(({ kind }) => kind);
}

export async function until(test: () => Promise<boolean>, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error('did not come about in time');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
