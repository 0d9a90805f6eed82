import type { Database } from '../persistence/index.js';
import type { Selection } from './look-ahead.js';
import type { ReadModel } from './read-model.js';
import { columnSql, isWanted } from './read-plan.js';

/** As the pool shapes moments: ISO text in UTC with milliseconds. */
const ISO_IN_SQL = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** A moment's column as JSON has it. */
export const isoSql = (column: string): string => `to_char(${column} at time zone 'UTC', '${ISO_IN_SQL}')`;

/**
 * A row as a JSON object in SQL, for rows that come within another statement: the model's `row` makes them again. Of its
 * columns those that a selection needs. `times` names the columns that are moments.
 */
export function rowJson<Row extends object>(
  { spec }: ReadModel<Row>,
  alias: string,
  below: Selection,
  times: readonly string[] = [],
): string {
  const wanted = Object.keys(spec.columns).filter((name) => isWanted(spec, name, below));
  const values = wanted.map((name) => {
    const sql = columnSql(spec, name, alias);
    return `'${name}', ${times.includes(name) ? isoSql(sql) : sql}`;
  });
  return `json_build_object(${values.join(', ')})`;
}

/** All rows of a table that is kept in memory, by key. */
export async function knownRows<Row extends object>(
  { kept, spec }: ReadModel<Row>,
  db: Database,
): Promise<{ get(key: unknown): Row | undefined }> {
  if (!kept) throw new Error(`${spec.type} is not kept in memory`);
  await kept.ready(db);
  return { get: (key) => kept.get(db, key) };
}
