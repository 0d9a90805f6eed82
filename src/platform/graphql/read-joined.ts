import type { Database } from '../persistence/index.js';
import type { Selection } from './look-ahead.js';
import { columnSql, type Draft, type Joined, type ReadModelSpec } from './read-plan.js';
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

/** Lays the joined fields that a selection names once into the draft; answers what fills them in from a row's values. */
export function layJoined<Row extends object>(
  fields: ReadonlyMap<string, Joined<Row>>,
  selection: Selection | undefined,
  alias: string,
  draft: Draft,
): (row: Row, values: readonly unknown[]) => void {
  const laid = [...fields].flatMap(([field, { join, columns, build }]) => {
    if (selection?.[field]?.times !== 1) return [];
    const joinedAlias = `t${++draft.aliases}`;
    draft.joins.push(join(alias, joinedAlias));
    const from = draft.columns.length;
    draft.columns.push(...columns.map((sql) => sql.replaceAll('$t', joinedAlias)));
    return [{ field, build, from, to: draft.columns.length }];
  });
  return (row, values) => {
    for (const { field, build, from, to } of laid) {
      (row as Record<string, unknown>)[field] = build(values.slice(from, to), row);
    }
  };
}
