import type { Database } from '../persistence/index.js';
import { columnSql, type Joined, type ReadModelSpec } from './read-plan.js';
import { statement } from './statement.js';

/** A joined field of rows that were read without it, in their order. */
export async function readJoined<Row extends object>(
  db: Database,
  spec: ReadModelSpec,
  { join, columns, build }: Joined<Row>,
  rows: readonly Row[],
): Promise<unknown[]> {
  const keySql = columnSql(spec, spec.key, 't');
  const select = [keySql, ...columns.map((sql) => sql.replaceAll('$t', 's'))].join(', ');
  const text = `select ${select} from ${spec.table} t ${join('t', 's')} where ${keySql} = any($1)`;
  const keys = rows.map((row) => (row as Record<string, unknown>)[spec.key]);
  const found = await db.pool.query<unknown[]>({ ...statement(text), values: [keys], rowMode: 'array' });
  const byKey = new Map(found.rows.map(([key, ...values]) => [String(key), values]));
  return rows.map((row, i) => build(byKey.get(String(keys[i])) ?? columns.map(() => null), row));
}
