import { randomUUID } from 'node:crypto';
import { globalId } from '../../src/platform/graphql/index.js';
import type { TestApp } from './app.js';

/** 陡沟村, where test households live, and the site of what they sell from home. */
export const VILLAGE = '340323200207';
export const GATE = `FG-${VILLAGE}`;
export const CENTRE = 'CC-340323';

export const OPERATOR = { role: 'COUNTY_OPERATOR' };
export const newKey = (): string => randomUUID();

/** A household written straight into its tables: what is tested is not the register. Answers its global id. */
export async function makeHousehold({ db }: TestApp, village = VILLAGE): Promise<string> {
  const { rows } = await db.pool.query<{ id: number }>(
    `with p as (insert into producer(kind, display_name, village_code) values ('HOUSEHOLD', '王**', $1) returning id)
     insert into household(id, village_code, household_no, category, willing, able, name_sealed, id_number_sealed, id_number_index, entered_by)
     select id, $1, 'T' || id, 'RELIEVED', true, true, '-', '-', 'test-' || id, 'test' from p returning id`,
    [village],
  );
  return globalId('Household', rows[0]!.id);
}

export interface ProductOptions {
  name?: string;
  unit?: 'KG' | 'JIN' | 'PIECE' | 'BOX';
  priceFen?: number;
  /** Site code → quantity received there. */
  stock?: Record<string, string>;
  producerId?: string;
}

let made = 0;

/** A published product with its first stock, made through the graph. Answers its global id. */
export async function makeProduct(
  app: TestApp,
  { name, unit = 'KG', priceFen = 1_000, stock = {}, producerId }: ProductOptions = {},
): Promise<string> {
  const created = await app.ask(
    `mutation($input: ProductCreateInput!) { productCreate(input: $input) { product { id } userErrors { code field } } }`,
    {
      input: {
        idempotencyKey: newKey(),
        producerId: producerId ?? (await makeHousehold(app)),
        name: name ?? `固镇黑花生 ${++made}`,
        industry: 'PRIMARY',
        unit,
        priceFen,
      },
    },
    OPERATOR,
  );
  if (created.errors || created.data.productCreate.userErrors.length > 0) throw new Error(JSON.stringify(created));
  const { id } = created.data.productCreate.product as { id: string };
  await app.ask(
    `mutation($id: ID!) { productPublish(input: { productId: $id }) { userErrors { code } } }`,
    { id },
    OPERATOR,
  );
  for (const [siteCode, quantity] of Object.entries(stock)) await receive(app, id, siteCode, quantity);
  return id;
}

export async function receive(app: TestApp, productId: string, siteCode: string, quantity: string): Promise<void> {
  const answer = await app.ask(
    `mutation($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code field message } } }`,
    { input: { idempotencyKey: newKey(), productId, siteCode, quantity } },
    OPERATOR,
  );
  if (answer.errors || answer.data.stockReceive.userErrors.length > 0) throw new Error(JSON.stringify(answer));
}

/** Whether the books agree: movements make up what is on hand and reserved, and live reservations what is reserved. */
export async function unbalancedItems({ db }: TestApp): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*) as n from stock_item i
      where on_hand <> (select coalesce(sum(d_on_hand), 0) from stock_movement m where m.item_id = i.id)
         or reserved <> (select coalesce(sum(d_reserved), 0) from stock_movement m where m.item_id = i.id)
         or reserved <> (select coalesce(sum(quantity), 0) from reservation r where r.item_id = i.id and r.state in ('ACTIVE', 'CONFIRMED'))`,
  );
  return rows[0]!.n;
}

/** Puts all that is on hand of a product into batches that passed their inspection: goods that may be sent to a buyer. */
export async function passGoods({ db }: TestApp, productId: string): Promise<void> {
  await db.pool.query(
    `with goods as (
       select i.id as item, i.on_hand, i.site_code, p.id as product, p.village_code, p.unit, p.scale
         from stock_item i join product p on p.id = i.product_id where i.product_id = $1 and i.on_hand > 0),
     made as (
       insert into batch(code, product_id, place_code, origin, class, state, unit, scale, quantity, site_code, made_by)
       select 'T' || item || '-' || substr(gen_random_uuid()::text, 1, 8), product, village_code, 'COLLECTED', 'OTHER', 'PASSED', unit, scale,
              on_hand, site_code, 'test' from goods returning id, site_code)
     insert into batch_stock(batch_id, item_id, quantity)
       select made.id, goods.item, goods.on_hand from made join goods on goods.site_code = made.site_code`,
    [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
  );
}
