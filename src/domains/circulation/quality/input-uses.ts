import type { Transaction } from '../../../platform/persistence/index.js';
import type { IntervalFor, TimedUse } from './interval.rules.js';

export interface InputUseRow extends TimedUse {
  id: number;
  batch: number;
  kind: 'PESTICIDE' | 'VETERINARY_DRUG' | 'FEED_ADDITIVE';
  ingredient: string;
  intervalFor: IntervalFor;
}

/** The batches themselves and all that went into them. */
export const ANCESTRY = `
  with recursive way(batch_id, id) as (
    select id, id from unnest($1::bigint[]) given(id)
    union
    select way.batch_id, i.input_id from way join batch_input i on i.batch_id = way.id)`;

/** Inputs used on batches or on what went into them, but for those that were corrected; `batch` is the one asked for. */
export function inputUsesOf(tx: Transaction, batches: readonly number[]): Promise<InputUseRow[]> {
  return tx.query<InputUseRow>(
    `${ANCESTRY}
     select u.id::float8 as id, way.batch_id::float8 as batch, u.kind, u.name, u.ingredient, u.last_on::text as "lastOn",
            u.interval_days as "intervalDays", u.interval_for as "intervalFor"
       from way join input_use u on u.batch_id = way.id
      where not exists (select 1 from input_use c where c.corrects = u.id) order by u.id`,
    [batches],
  );
}
