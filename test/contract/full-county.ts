import { globalId } from '../../src/platform/graphql/index.js';
import type { TestApp } from '../kit/app.js';
import { CENTRE, makeHousehold, makeProduct, newKey, OPERATOR } from '../kit/goods.js';
import { WechatSimulator } from '../plugins/wechat/simulator/index.js';
import { fillCirculation } from './full-circulation.js';
import { fillMarket } from './full-market.js';
import { fillOutlets } from './full-outlets.js';
import { fillTraceLog } from './full-trace.js';
import { makeShop } from '../domains/shops/shop-making.js';

export const MANY = 24;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
type Payload = any;

export const DAY = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const keyOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);

const asker =
  (app: TestApp) =>
  async (name: string, type: string, input: object, want = ''): Promise<Payload> => {
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code field message } } }`;
    const answer = await app.ask(query, { input }, OPERATOR);
    if (answer.errors || answer.data[name].userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.data[name];
  };

async function organisation(app: TestApp, village: string): Promise<string> {
  const { rows } = await app.db.pool.query<{ id: number }>(
    `with p as (insert into producer(kind, display_name, village_code) values ('COOPERATIVE', '合作社', $1) returning id) insert into organisation(id) select id from p returning id`,
    [village],
  );
  return globalId('Cooperative', rows[0]!.id);
}

/** Fills the county with `MANY` of everything that a list can show, most of it through the graph. Answers the products' ids. */
export async function fillCounty(app: TestApp): Promise<string[]> {
  const products: string[] = [];
  const ask = asker(app);
  const { db } = app;
  const brands = Array.from({ length: 8 }, (_, i) => `brand-${i}`);
  await db.pool.query(`insert into brand(code, name, county_code) select b, b, '340323' from unnest($1::text[]) b`, [
    brands,
  ]);
  const industries = ['CATTLE', 'SHEEP', 'POULTRY', 'VEGETABLE', 'FRUIT', 'PICKLED', 'DELICACY', 'PRIMARY'];
  await db.pool.query(
    `insert into industry_hall(code, name, industry, county_code) select 'hall-' || i, i, i, '340323' from unnest($1::text[]) i`,
    [industries],
  );
  const found = await db.pool.query<{ code: string }>(
    `select distinct on (parent_code, substr(code, 10)) code from place where level = 'VILLAGE' order by parent_code, substr(code, 10) limit $1`,
    [MANY],
  );
  for (const [i, { code: village }] of found.rows.entries()) {
    const gate = `FG-${village}`;
    await makeHousehold(app, village);
    const producerId = i % 2 ? await makeHousehold(app, village) : await organisation(app, village);
    const id = await makeProduct(app, { producerId, stock: { [gate]: '9', [CENTRE]: '9' } });
    products.push(id);
    await ask('listingSet', 'ListingSetInput', { productId: id, channel: 'direct', siteCodes: [gate, CENTRE] });
    await db.pool.query('update product set brand_code = $2, industry = $3 where id = $1', [
      keyOf(id),
      brands[i % 8],
      industries[i % 8],
    ]);
    const shop = await makeShop(app, {
      placeCode: village,
      showcaseCode: i % 2 ? 'liuji-street' : 'dougou-village',
      openingHours: [{ weekday: 1, opens: '08:00', closes: '18:00' }],
    });
    await ask('deliveryAreaSet', 'DeliveryAreaSetInput', {
      siteCode: shop.site.code,
      radius: { centre: { latitude: 33.3, longitude: 117.3 }, radiusM: 5_000 },
    });
    const experience = await ask(
      'pickingExperienceCreate',
      'PickingExperienceCreateInput',
      {
        idempotencyKey: newKey(),
        villageCode: village,
        shopId: shop.id,
        name: '采摘',
        capacityPerDay: 9,
        priceFen: 1,
        seasonFrom: '01-01',
        seasonTo: '12-31',
      },
      'experience { id }',
    );
    await ask('pickingBook', 'PickingBookInput', {
      idempotencyKey: newKey(),
      experienceId: experience.experience.id,
      day: DAY,
      people: 1,
      contact: { name: '李小明', phone: '13812345678' },
    });
    const placed = await ask(
      'orderPlace',
      'OrderPlaceInput',
      {
        idempotencyKey: newKey(),
        buyer: { name: '李小明', phone: '13812345678' },
        pickUp: { shopId: shop.id },
        lines: [
          { productId: id, quantity: '1' },
          { productId: products[0]!, quantity: '0.1' },
        ],
      },
      'order { id totalFen }',
    );
    if (i % 2) continue;
    const orderId = placed.order.id;
    await ask('orderPay', 'OrderPayInput', {
      idempotencyKey: newKey(),
      orderId,
      amountFen: placed.order.totalFen,
      method: 'cash',
    });
    const parcel = { carrier: '邮政', trackingNo: `P-${i}` };
    await ask('orderFulfil', 'OrderFulfilInput', { idempotencyKey: newKey(), orderId, parcel });
    await ask('orderReturn', 'OrderReturnInput', {
      idempotencyKey: newKey(),
      orderId,
      kind: 'RETURN',
      reason: '不新鲜',
      lines: [{ lineNo: 1, quantity: '0.5', disposition: 'RESTOCK' }],
    });
  }
  await fillCirculation(app, products);
  await fillMarket(app, products);
  await db.pool.query(
    `insert into assisted_entry(household_id, subject, action, fields, entered_by, entered_as, source) select id, 'household', 'CREATED', '{name}', 'staff:1', 'CADRE', 'FORM' from household`,
  );
  await fillPayouts(app);
  const templates = { paid: { id: 'T', data: { thing1: '{items}' } } };
  await ask('connectionCreate', 'ConnectionCreateInput', {
    ...{ plugin: 'wechat', code: 'wechat-1', name: '小程序' },
    settings: { ...new WechatSimulator().settings('https://yizhan.example.cn'), templates },
  });
  // Nobody is there to verify it, and nobody is asked: what it serves is its settings.
  await db.pool.query(`update channel_connection set state = 'ACTIVE' where code = 'wechat-1'`);
  await db.pool.query(
    `insert into channel_connection(code, plugin, name, county_code, config_version, created_by)
     select 'shop-' || n, 'taobao', '淘宝店', '340323', 1, 'test' from generate_series(1, $1::int) n`,
    [MANY],
  );
  await db.pool.query(
    `with said as (insert into inbox_message(connection, dedupe_key, fingerprint, type, body_sealed, state)
       select 'shop-1', 'm' || n, '-', 'trade', '-', 'HELD' from generate_series(1, $1::int) n),
     told as (insert into delivery(id, connection, event, subject, sequence, occurred_at, state)
       select uuidv7(), 'shop-1', 'stock', n::text, n, now(), 'DEAD' from generate_series(1, $1::int) n),
     differs as (insert into channel_difference(connection, kind, external_id, code, ours, theirs)
       select 'shop-1', 'stock', 'x' || n, 'QUANTITY', '1', '2' from generate_series(1, $1::int) n)
     insert into channel_link(connection, kind, theirs, ours) select 'shop-1', 'product', 'x' || id, id::text from product`,
    [MANY],
  );
  await db.pool.query(
    `with disputed as (insert into dispute(id, channel, code, ref, message, facts, order_id, place_code, raised_by)
       select uuidv7(), channel, 'AMOUNT_MISMATCH', id::text, 'too much', '{"amountFen": 1}', id, '340323', 'test' from customer_order)
     insert into refund(id, order_id, payment_id, channel, amount_fen, requested_by)
       select uuidv7(), order_id, id, 'direct', 1, 'test' from payment, generate_series(1, 2) where kind = 'PAYMENT'`,
  );
  await fillOutlets(
    app,
    found.rows.map(({ code }) => code),
  );
  await fillTraceLog(db, MANY);
  return products;
}

/** A cancelled run a village would do for a list: what matters is that each has a place and producers. */
async function fillPayouts({ db }: TestApp): Promise<void> {
  await db.pool.query(
    `with v as (select village_code as code, array_agg(id) as ids, row_number() over (order by village_code) as n
                  from producer group by village_code),
          r as (insert into payout_run(id, number, place_code, total_fen, payees, prepared_by, state)
                select gen_random_uuid(), 'FK' || n, code, cardinality(ids), cardinality(ids), 'staff:1', 'CANCELLED' from v
                returning id, place_code)
     insert into payout(run_id, producer_id, amount_fen, state)
       select r.id, p, 1, 'CANCELLED' from r join v on v.code = r.place_code, unnest(v.ids) p`,
  );
}
