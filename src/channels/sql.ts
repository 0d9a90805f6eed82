import type pg from 'pg';

/** One prepared statement, and so one transaction, on the host's own few connections. */
export type Sql = <Row extends object>(name: string, text: string, values?: readonly unknown[]) => Promise<Row[]>;

export const createSql =
  (pool: pg.Pool): Sql =>
  async <Row extends object>(name: string, text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>({ name: `channels_${name}`, text, values: values as unknown[] })).rows;
