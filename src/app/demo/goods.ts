import type { Transaction } from '../../platform/persistence/index.js';
import { freshnessDates, Industry, searchWords } from '../../domains/catalogue/index.js';
import { mulberry32 } from '../../domains/people/index.js';
import { scaleOf, Unit } from '../../shared/quantity.js';

interface Good {
  name: string;
  industry: Industry;
  unit: Unit;
  priceFen: number;
  brand?: string;
}

/** What the demo's households and organisations sell; names from the plan, prices made up. */
const GOODS: readonly Good[] = [
  { name: '固镇黑花生', industry: Industry.PRIMARY, unit: Unit.KG, priceFen: 1_980, brand: 'black-peanut' },
  { name: '小豆饼', industry: Industry.DELICACY, unit: Unit.BOX, priceFen: 2_600, brand: 'bean-cake' },
  { name: '绿豆皮', industry: Industry.DELICACY, unit: Unit.JIN, priceFen: 980, brand: 'mung-skin' },
  { name: '生态大米', industry: Industry.PRIMARY, unit: Unit.KG, priceFen: 860, brand: 'eco-rice' },
  { name: '红薯粉丝', industry: Industry.DELICACY, unit: Unit.JIN, priceFen: 1_280, brand: 'vermicelli' },
  { name: '黄牛肉', industry: Industry.CATTLE, unit: Unit.JIN, priceFen: 4_500, brand: 'beef-mutton' },
  { name: '白山羊肉', industry: Industry.SHEEP, unit: Unit.JIN, priceFen: 4_800, brand: 'beef-mutton' },
  { name: '散养土鸡', industry: Industry.POULTRY, unit: Unit.PIECE, priceFen: 8_800 },
  { name: '土鸡蛋', industry: Industry.POULTRY, unit: Unit.PIECE, priceFen: 150 },
  { name: '西红柿', industry: Industry.VEGETABLE, unit: Unit.KG, priceFen: 480 },
  { name: '黄瓜', industry: Industry.VEGETABLE, unit: Unit.KG, priceFen: 420 },
  { name: '西瓜', industry: Industry.FRUIT, unit: Unit.KG, priceFen: 260 },
  { name: '酥梨', industry: Industry.FRUIT, unit: Unit.KG, priceFen: 560 },
  { name: '腌萝卜', industry: Industry.PICKLED, unit: Unit.JIN, priceFen: 680 },
  { name: '香辣豆酱', industry: Industry.PICKLED, unit: Unit.BOX, priceFen: 1_880 },
];

const BRANDS: readonly [code: string, name: string][] = [
  ['black-peanut', '固镇黑花生'],
  ['bean-cake', '固镇小豆饼'],
  ['mung-skin', '固镇绿豆皮'],
  ['eco-rice', '固镇生态大米'],
  ['beef-mutton', '固镇牛羊肉'],
  ['vermicelli', '固镇粉丝'],
];

const HALLS: Readonly<Record<Industry, string>> = {
  CATTLE: '牛',
  SHEEP: '羊',
  POULTRY: '禽',
  VEGETABLE: '菜',
  FRUIT: '果',
  PICKLED: '腌制品',
  DELICACY: '辅食品',
  PRIMARY: '初成品',
};

/** One household in four sells something. */
const ONE_IN = 4;

/** Brands, industry halls, organisations, products and their first stock, all made up; answers how many products. */
export async function seedGoods(tx: Transaction, county: string): Promise<number> {
  for (const [code, name] of BRANDS)
    await tx.query('insert into brand(code, name, description, county_code) values ($1, $2, $3, $4)', [
      code,
      name,
      '演示品牌',
      county,
    ]);
  for (const [industry, name] of Object.entries(HALLS)) {
    await tx.query('insert into industry_hall(code, name, industry, county_code) values ($1, $2, $3, $4)', [
      industry.toLowerCase(),
      `${name}产业馆`,
      industry,
      county,
    ]);
  }
  await seedOrganisations(tx);
  const producers = await tx.query<{ id: number; kind: string; village: string; names: string }>(
    `select p.id::float8 as id, p.kind, p.village_code as village, v.name || ' ' || t.name as names
       from producer p join place v on v.code = p.village_code join place t on t.code = v.parent_code order by p.id`,
  );
  const random = mulberry32(7);
  const now = new Date();
  const products = producers.flatMap((producer, i) => {
    const ofScale = producer.kind !== 'HOUSEHOLD';
    if (!ofScale && i % ONE_IN !== 0) return [];
    const first = Math.floor(random() * GOODS.length);
    return Array.from({ length: ofScale ? 4 : 1 }, (_, n) => {
      const good = GOODS[(first + n * 4) % GOODS.length]!;
      const { staleAt, hiddenAt } = freshnessDates(good.industry, now);
      return {
        producer: producer.id,
        village: producer.village,
        name: good.name,
        description: `演示商品：${producer.names}出产的${good.name}`,
        industry: good.industry,
        of_scale: ofScale,
        brand: ofScale ? (good.brand ?? null) : null,
        unit: good.unit,
        scale: scaleOf(good.unit),
        price: Math.round(good.priceFen * (0.9 + random() * 0.2)),
        fresh: now,
        stale: staleAt,
        hidden: hiddenAt,
        words: searchWords(good.name, producer.names),
        stock: (20 + Math.floor(random() * 80)) * (ofScale ? 20 : 1) * 10 ** scaleOf(good.unit),
      };
    });
  });
  await tx.query(INSERT_PRODUCTS, [JSON.stringify(products)]);
  await tx.query(FIRST_STOCK, [JSON.stringify(products)]);
  return products.length;
}

async function seedOrganisations(tx: Transaction): Promise<void> {
  await tx.query(
    `insert into producer(kind, display_name, village_code)
     select (array['ENTERPRISE', 'COOPERATIVE', 'LARGE_GROWER'])[1 + n % 3],
            name || (array['农产品加工厂', '种养专业合作社', '家庭农场'])[1 + n % 3] || '（演示）', code
       from (select code, name, (row_number() over (order by code))::int n from place where category = 'POOR' or code like '%201') v order by code`,
  );
  await tx.query(`insert into organisation(id) select id from producer where kind <> 'HOUSEHOLD'`);
  await tx.query(
    `update staff s set producer_id = (select min(id) from producer where kind <> 'HOUSEHOLD' and village_code = s.place_code) where role = 'PRODUCER'`,
  );
  await tx.query(
    `insert into site(code, kind, name, place_code)
     select 'PR-' || id, 'PREMISES', display_name, village_code from producer where kind <> 'HOUSEHOLD'`,
  );
}

const INSERT_PRODUCTS = `
  insert into product(producer_id, village_code, name, description, industry, of_scale, brand_code, unit, scale, price_fen,
                      status, freshened_at, stale_at, hidden_at, search_words, entered_by)
  select producer, village, name, description, industry, of_scale, brand, unit, scale, price, 'PUBLISHED', fresh, stale, hidden, words, 'system:demo'
    from jsonb_to_recordset($1::jsonb) p(producer bigint, village text, name text, description text, industry text, of_scale boolean,
           brand text, unit text, scale smallint, price bigint, fresh timestamptz, stale timestamptz, hidden timestamptz, words text)`;

/** At the farm gate for households, at their premises for organisations; the movement says where it came from. */
const FIRST_STOCK = `
  with given as (
    select p.id, p.scale, g.stock, case when p.of_scale then 'PR-' || p.producer_id else 'FG-' || p.village_code end as site
      from jsonb_to_recordset($1::jsonb) g(producer bigint, name text, stock bigint)
      join product p on p.producer_id = g.producer and p.name = g.name),
  item as (
    insert into stock_item(product_id, site_code, scale, on_hand, version) select id, site, scale, stock, 1 from given order by id returning *)
  insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
  select id, 'RECEIVE', on_hand, 0, '演示初始库存', 'system:demo', 1 from item`;
