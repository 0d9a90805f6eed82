import type { Transaction } from '../../platform/persistence/index.js';
import { todayInChina } from '../people/index.js';
import { daysAfter } from './checks.rules.js';

const BY = 'system:demo';
const DAYS = 5;

/** Made-up prices of some days at a market that is not there, and what the demo village means to grow: more than is ordered. */
export async function seedMarket(tx: Transaction, { village, now }: { village: string; now: Date }): Promise<number> {
  const today = todayInChina(now);
  for (let day = 0; day < DAYS; day++)
    await tx.query(
      `insert into market_quote(industry, goods, market, source, quoted_on, unit, price_fen, recorded_by)
       select distinct on (name, unit) industry, name, '演示批发市场', '演示数据,非真实行情', $2::text::date, unit, greatest(1, price_fen * $3::int / 100), $4
         from product where village_code = $1 and not of_scale order by name, unit, id`,
      [village, daysAfter(today, -day), 90 - 2 * day, BY],
    );
  const planned = await tx.query(
    `insert into planned_output(producer_id, village_code, industry, goods, unit, scale, quantity, ready_on, declared_by)
     select producer_id, village_code, industry, name, unit, scale, 20 * 10 ^ scale, $2::text::date, $3
       from product where village_code = $1 and not of_scale order by id limit 12 on conflict do nothing returning id`,
    [village, daysAfter(today, 90), BY],
  );
  return planned.length;
}
