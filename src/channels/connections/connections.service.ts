import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  page,
  pageOf,
  parseGlobalId,
  selectionOf,
  type Page,
  type PageArgs,
  type ReadModel,
  type RequestContext,
  type Selection,
} from '../../platform/graphql/index.js';
import { rowsAllowed, type Viewer } from '../../platform/policy/index.js';
import { connectionReads } from './connection.reads.js';
import type { ConnectionRow } from './connection.types.js';

/** Connections `c` that the viewer may read, as SQL; its values are pushed onto `values`. */
export const connectionsAllowed = (viewer: Viewer, values: unknown[], action = 'read'): string =>
  rowsAllowed(viewer, action, 'ChannelConnection', { place: 'c.county_code' }, values);

/** A list of one of the host's tables `t` that belong to a connection `c`. */
export interface ConnectionList<Row extends object> {
  readonly reads: ReadModel<Row>;
  readonly table: string;
  /** SQL over `t`, of what rows are ordered by, the newest first; unique, and comparable as text or number. */
  readonly order: string;
  readonly keyset: (row: Row) => string | number;
}

/** A page of rows whose connection the viewer may read, newest first, narrowed by `tests` over `t` and `c`. */
export async function listOf<Row extends object>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  { reads, table, order, keyset }: ConnectionList<Row>,
  tests: readonly string[],
  values: unknown[],
): Promise<Page<Row>> {
  const { limit, after } = pageOf(args, 1);
  const from = `from ${table} t join channel_connection c on c.code = ${table === 'channel_connection' ? 't.code' : 't.connection'}`;
  const where = [connectionsAllowed(context.viewer, values), ...tests].join(' and ');
  const counted = [...values];
  const before = after ? `and ${order} < $${values.push(after[0])}` : '';
  const source = `select t.* ${from} where ${where} ${before} order by ${order} desc limit $${values.push(limit + 1)}`;
  const rows = await reads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, `${order} desc`, values);
  return page(
    rows,
    limit,
    (row) => [keyset(row)],
    async () => {
      const { rows: counts } = await context.db.pool.query<{ n: number }>(
        `select count(*) as n ${from} where ${where}`,
        counted,
      );
      return counts[0]!.n;
    },
  );
}

/** The code inside a connection's id; of any other id, one that no connection has. */
export function connectionCode(id: string): string {
  const parts = parseGlobalId(id);
  return parts?.type === 'ChannelConnection' ? parts.key : '';
}

/** For `node`: rows of a table of the host whose connection the viewer may read, batched. */
export function allowedKey(
  context: RequestContext,
  table: 'inbox_message' | 'delivery',
  key: string,
): Promise<boolean> {
  return loaderOf<string, boolean>(context, `${table}.allowed`, async (keys) => {
    const values: unknown[] = [keys];
    const { rows } = await context.db.pool.query<{ key: string }>(
      `select t.id::text as key from ${table} t join channel_connection c on c.code = t.connection
        where t.id = any($1::${table === 'delivery' ? 'uuid' : 'bigint'}[]) and ${connectionsAllowed(context.viewer, values)}`,
      values,
    );
    const found = new Set(rows.map((row) => row.key));
    return keys.map((one) => found.has(one));
  }).load(key);
}

const CONNECTIONS: ConnectionList<ConnectionRow> = {
  reads: connectionReads,
  table: 'channel_connection',
  order: 't.code',
  keyset: ({ code }) => code,
};

export class ConnectionsService {
  list(context: RequestContext, info: GraphQLResolveInfo, args: PageArgs): Promise<Page<ConnectionRow>> {
    return listOf(context, info, args, CONNECTIONS, [], []);
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<ConnectionRow | null> {
    const parts = parseGlobalId(id);
    return parts?.type === 'ChannelConnection' ? this.find(context, info, parts.key, selectionOf(info)) : null;
  }

  async byKey(context: RequestContext, code: string): Promise<ConnectionRow | null> {
    const allowed = await loaderOf<string, boolean>(context, 'ChannelConnection.allowed', async (codes) => {
      const found = new Set(await this.allowed(context, codes));
      return codes.map((one) => found.has(one));
    }).load(code);
    return allowed ? connectionReads.byKey(context, code) : null;
  }

  /** The codes of those that the viewer may read: of all, or of these. */
  async allowed({ db, viewer }: RequestContext, codes: readonly string[] | null): Promise<string[]> {
    const values: unknown[] = [codes];
    const { rows } = await db.pool.query<{ code: string }>(
      `select c.code from channel_connection c
        where ($1::text[] is null or c.code = any($1)) and ${connectionsAllowed(viewer, values)} order by c.code`,
      values,
    );
    return rows.map(({ code }) => code);
  }

  private async find(
    context: RequestContext,
    info: GraphQLResolveInfo,
    code: string,
    selection: Selection,
  ): Promise<ConnectionRow | null> {
    const values: unknown[] = [code];
    const source = `select c.* from channel_connection c where c.code = $1 and ${connectionsAllowed(context.viewer, values)}`;
    const rows = await connectionReads.fetch(context, info.fieldNodes[0]!, selection, source, 't.code', values);
    return rows[0] ?? null;
  }
}
