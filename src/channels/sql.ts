import type pg from 'pg';
import type { Shares } from './shares.js';

/** One prepared statement, and so one transaction, on the host's own few connections. */
export type Sql = <Row extends object>(name: string, text: string, values?: readonly unknown[]) => Promise<Row[]>;

export const createSql =
  (pool: pg.Pool): Sql =>
  async <Row extends object>(name: string, text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>({ name: `channels_${name}`, text, values: values as unknown[] })).rows;

/** The statements of one connection: no more of them at once than its share, so that those of others never wait for them. */
export type SqlOf = (connection: string) => Sql;

export const shareSql =
  (sql: Sql, shares: Shares): SqlOf =>
  (connection) =>
  (...statement) =>
    shares.of(connection)(() => sql(...statement));
