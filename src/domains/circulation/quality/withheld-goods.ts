import type { Transaction } from '../../../platform/persistence/index.js';
import { todayInChina } from '../../people/index.js';
import { circulationErrors } from '../circulation.errors.js';
import { inputUsesOf } from './input-uses.js';
import { blockingUse, type IntervalFor } from './interval.rules.js';

const ACTIONS: Readonly<Record<IntervalFor, { zh: string; en: string }>> = {
  HARVEST: { zh: '采收', en: 'harvest' },
  SLAUGHTER: { zh: '屠宰', en: 'slaughter' },
  SALE: { zh: '销售', en: 'sale' },
};

/** Refuses what an interval forbids on a day, naming the day it ends. */
export async function refuseInterval(
  tx: Transaction,
  batches: readonly number[],
  actions: readonly IntervalFor[],
  day: string,
  field: string | null,
): Promise<void> {
  if (batches.length === 0) return;
  const blocking = blockingUse(await inputUsesOf(tx, batches), actions, day);
  if (!blocking) return;
  const { zh, en } = ACTIONS[blocking.use.intervalFor];
  throw circulationErrors.refuse('INTERVAL_RUNNING', {
    ...(field !== null && { field }),
    input: blocking.use.name,
    endsOn: blocking.endsOn,
    action: en,
    actionZh: zh,
  });
}

/** Goods sold at the door come from a field or flock that is still kept: while an interval of it runs, they may not be sold. */
export async function refuseWithheld(tx: Transaction, product: number, now: Date): Promise<void> {
  const kept = await tx.query<{ id: number }>(
    `select id::float8 as id from batch where product_id = $1 and origin = 'FIELD' and harvested_on is null order by id`,
    [product],
  );
  await refuseInterval(
    tx,
    kept.map(({ id }) => id),
    ['HARVEST', 'SLAUGHTER', 'SALE'],
    todayInChina(now),
    null,
  );
}
