import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/persistence/index.js';
import { todayInChina } from '../people/index.js';
import { makeBatch, recordStep } from './batch-ledger.js';
import { classOf } from './batch.rules.js';
import { roundsOf } from './collection/round.rules.js';
import { changeItem, changeLot, lockItems } from './lots.js';

const BY = 'system:demo';
const DAY_MS = 86_400_000;
const WEDNESDAY = { weekday: 3, opens: '08:30', closes: '11:00' };

interface Good {
  key: number;
  producer: number;
  village: string;
  industry: string;
  unit: string;
  scale: number;
  stock: number;
}

/**
 * Some made-up weeks of a demo village: its officer, its calendar with one round missed, and goods of its households from
 * the point to the county, inspected; the last of them failed. No limit is invented: the made-up laboratory judged.
 */
export async function seedCirculation(
  tx: Transaction,
  { village, centre, now }: { village: string; centre: string; now: Date },
): Promise<number> {
  const point = `CP-${village}`;
  await seedCalendar(tx, village, point, now);
  const goods = await tx.query<Good>(
    `select p.id::float8 as key, p.producer_id::float8 as producer, p.village_code as village, p.industry, p.unit, p.scale, s.on_hand::float8 as stock
       from product p join stock_item s on s.product_id = p.id and s.site_code = 'FG-' || p.village_code
      where p.village_code = $1 and not p.of_scale order by p.id limit 6`,
    [village],
  );
  for (const [i, good] of goods.entries()) {
    const failed = i === goods.length - 1;
    await seedBatch(tx, good, { point, centre, at: new Date(now.getTime() - (9 - i) * DAY_MS), failed, no: i + 1 });
  }
  await tx.query(
    `insert into monitoring_plan(class, from_on, rate_per_mille, set_by)
     select c, date '2026-01-01', 300, $1 from unnest(array['EGGS', 'MEAT', 'PRODUCE', 'AQUATIC', 'OTHER']) c`,
    [BY],
  );
  return goods.length;
}

async function seedCalendar(tx: Transaction, village: string, point: string, now: Date): Promise<void> {
  await tx.query(
    `insert into info_officer(village_code, staff_id, appointed_by)
     select place_code, id, $2 from staff where role = 'INFO_OFFICER' and place_code = $1 order by id limit 1`,
    [village, BY],
  );
  const { weekday, opens, closes } = WEDNESDAY;
  await tx.query('insert into collection_plan(site_code, weekday, opens, closes) values ($1, $2, $3, $4)', [
    point,
    weekday,
    opens,
    closes,
  ]);
  const [missed] = roundsOf(WEDNESDAY, new Date(now.getTime() - 8 * DAY_MS), 7);
  const rounds = [
    { ...missed!, state: 'MISSED' },
    ...roundsOf(WEDNESDAY, now, 14).map((round) => ({ ...round, state: 'PLANNED' })),
  ];
  await tx.query(
    `insert into collection_round(site_code, place_code, opens_at, closes_at, state, changed_by)
     select $1, $2, r."opensAt", r."closesAt", r.state, $4
       from jsonb_to_recordset($3::jsonb) r("opensAt" timestamptz, "closesAt" timestamptz, state text)`,
    [point, village, JSON.stringify(rounds), BY],
  );
}

/** Half of what a household keeps: collected, paid, carried to the county, and inspected there. */
async function seedBatch(
  tx: Transaction,
  good: Good,
  { point, centre, at, failed, no }: { point: string; centre: string; at: Date; failed: boolean; no: number },
): Promise<void> {
  const quantity = Math.max(1, Math.floor(good.stock / 2));
  const kind = classOf(good.industry)!;
  const gate = `FG-${good.village}`;
  const item = await lockItems(
    tx,
    [gate, point, centre].map((site) => ({ product: good.key, site, scale: good.scale })),
  );
  const move = (site: string, kindOf: string, onHand: number) =>
    changeItem(tx, item(good.key, site).id, { kind: kindOf, onHand, reserved: 0, by: BY, reason: '演示' });
  await move(gate, 'COLLECT_OUT', -quantity);
  await move(point, 'COLLECT', quantity);
  const batch = await makeBatch(tx, {
    product: good.key,
    place: good.village,
    origin: 'COLLECTED',
    class: kind,
    unit: good.unit,
    scale: good.scale,
    quantity,
    site: point,
    harvestedOn: todayInChina(at),
    by: BY,
    now: at,
    producers: new Map([[good.producer, quantity]]),
  });
  await tx.query(
    `insert into collection_receipt(id, number, batch_id, site_code, producer_id, gross, tare, net, grade, unit_price_fen, amount_fen,
            payment, paid_method, paid_at, paid_by, received_by, received_at)
     select $1, 'R-DEMO-' || $2::int, $3, $4, $5, $6::bigint, 0, $6::bigint, 'FIRST', p.price_fen, round(p.price_fen * $6::bigint::numeric / 10 ^ p.scale), 'PAID', 'cash', $7, $8, $8, $7
       from product p where p.id = $9`,
    [uuidv7(), no, batch.id, point, good.producer, quantity, at.toISOString(), BY, good.key],
  );
  await recordStep(tx, batch.id, { step: 'COLLECTED', at, by: BY, site: point, quantity });
  await move(point, 'TRANSFER_OUT', -quantity);
  await move(centre, 'TRANSFER_IN', quantity);
  await changeLot(tx, batch.id, item(good.key, centre).id, quantity);
  const way = { by: BY, from: point, site: centre, quantity };
  await recordStep(tx, batch.id, { step: 'SENT', at: later(at, 5), ...way });
  await recordStep(tx, batch.id, { step: 'ARRIVED', at: later(at, 7), lost: 0, ...way });
  await seedInspection(tx, batch.id, { kind, centre, at: later(at, 30), failed, no });
  if (!failed) return;
  await move(centre, 'STOP', -quantity);
  await changeLot(tx, batch.id, item(good.key, centre).id, -quantity);
  await tx.query('update batch_stock set stopped = $2 where batch_id = $1 and item_id = $3', [
    batch.id,
    quantity,
    item(good.key, centre).id,
  ]);
}

const later = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);

async function seedInspection(
  tx: Transaction,
  batch: number,
  { kind, centre, at, failed, no }: { kind: string; centre: string; at: Date; failed: boolean; no: number },
): Promise<void> {
  const id = uuidv7();
  const number = `演示-${String(no).padStart(4, '0')}`;
  const result = failed ? 'FAILED' : 'PASSED';
  await tx.query(
    `insert into inspection(id, number, batch_id, class, title, laboratory, laboratory_place, client, method, sample, sample_state, sampling_plan,
            pages, received_on, tested_from, tested_until, signatory, result, recorded_by, recorded_at)
     values ($1, $2, $3, $4, '检验检测报告（演示）', '演示检测站', '固镇县', '演示委托方', '演示方法', '随机取样', '完好', '每批一份', 2,
             $5::text::date, $5::text::date, $5::text::date, '演示签发人', $6, $7, $8)`,
    [id, number, batch, kind, todayInChina(at), result, BY, at.toISOString()],
  );
  await tx.query(
    `insert into inspection_result(inspection_id, line, item, value, unit, verdict) values ($1, 1, '演示项目', $2, '演示单位', $3)`,
    [id, failed ? '9' : 'ND', result],
  );
  await tx.query(
    `insert into inspection_publication(inspection_id, state, reviewed_by, reviewed_at, published_by, published_at) values ($1, 'PUBLISHED', $2, $3, $2, $3)`,
    [id, BY, at.toISOString()],
  );
  await tx.query('update batch set state = $2 where id = $1', [batch, result]);
  await recordStep(tx, batch, { step: 'INSPECTED', at, by: BY, site: centre, inspection: { id, number, result } });
  if (!failed) return;
  await tx.query(
    `insert into batch_stop(batch_id, cause, origin_id, reason, by, at) values ($1, 'FAILED_TEST', $1, $2, $3, $4)`,
    [batch, number, BY, at.toISOString()],
  );
  await recordStep(tx, batch, { step: 'STOPPED', at, by: BY, reason: number });
}
