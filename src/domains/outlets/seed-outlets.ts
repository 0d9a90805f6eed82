import { globalId } from '../../platform/graphql/index.js';
import type { Transaction } from '../../platform/persistence/index.js';
import { transferStock } from '../stock/index.js';
import type { OutletRef } from './seat.js';
import { setPlanogram } from './slots/planogram-set.js';
import { recordSlot, SLOT_COLUMNS, type SlotState } from './slots/slot-ledger.js';

const BY = 'system:demo';
const KIOSKS = 4;
const SLOTS_EACH = 6;
const CAPACITY = 12;
const FILLED = 10;

/** Made-up units, one a kiosk; the counters stand in supermarkets. */
const OWNERS = [
  ['OFFICE', '固镇县行政服务中心'],
  ['SCHOOL', '固镇县第一中学'],
  ['HOSPITAL', '固镇县人民医院'],
  ['ENTERPRISE', '固镇经济开发区职工之家'],
] as const;

interface Good {
  product: number;
  scale: number;
  site: string;
  price: number;
}

/** A few of the demo's kiosks with planograms and goods in their slots, and its counters. Answers how many outlets. */
export async function seedOutlets(tx: Transaction): Promise<number> {
  const counters = await tx.query(
    `insert into outlet(kind, site_code, place_code, owner_kind, owner_name, channel, registered_by)
     select 'COUNTER', code, place_code, 'SUPERMARKET', '谷阳超市 ' || substr(code, 9), 'counter', $1 from site where kind = 'COUNTER'
      order by code returning id`,
    [BY],
  );
  const kiosks = await tx.query<OutletRef>(
    `insert into outlet(kind, site_code, place_code, owner_kind, owner_name, channel, registered_by)
     select 'KIOSK', s.code, s.place_code, o.kind, o.name, 'kiosk', $1
       from jsonb_to_recordset($2::jsonb) o(n int, kind text, name text)
       join (select code, place_code, row_number() over (order by code) n from site where kind = 'KIOSK') s on s.n = o.n
      order by s.code returning id::float8 as id, site_code as site, place_code as place, channel`,
    [BY, JSON.stringify(OWNERS.slice(0, KIOSKS).map(([kind, name], i) => ({ n: i + 1, kind, name })))],
  );
  const goods = await tx.query<Good>(
    `select i.product_id::float8 as product, i.scale, i.site_code as site, p.price_fen::float8 as price
       from stock_item i join product p on p.id = i.product_id
      where p.unit in ('BOX', 'PIECE') and i.on_hand - i.reserved >= $1 and i.site_code like 'PR-%' order by i.id limit $2`,
    [FILLED, kiosks.length * SLOTS_EACH],
  );
  for (const [n, kiosk] of kiosks.entries()) await fill(tx, kiosk, goods.slice(n * SLOTS_EACH, (n + 1) * SLOTS_EACH));
  return counters.length + kiosks.length;
}

async function fill(tx: Transaction, kiosk: OutletRef, goods: readonly Good[]): Promise<void> {
  await tx.query('insert into kiosk(outlet_id) values ($1)', [kiosk.id]);
  if (goods.length === 0) return;
  const slots = goods.map(({ product, price }, i) => ({
    code: `A${i + 1}`,
    productId: globalId('Product', product),
    capacity: CAPACITY,
    priceFen: price,
  }));
  await setPlanogram(tx, { kiosk, by: BY }, slots);
  const moves = goods.map(({ product, scale, site }) => ({
    ...{ product, scale, from: site, to: kiosk.site },
    quantity: FILLED * 10 ** scale,
  }));
  await transferStock(tx, moves, { by: BY, reason: '演示装货' });
  const filled = await tx.query<SlotState>(
    `update slot set loaded = loaded + $2, level = level + $2, version = version + 1 where outlet_id = $1 returning ${SLOT_COLUMNS}`,
    [kiosk.id, FILLED],
  );
  for (const slot of filled) await recordSlot(tx, slot, { kind: 'LOAD', quantity: FILLED, by: BY });
}
