import type pg from 'pg';

/** What the query builder does not see to on the connections that commands run on. */
export function mindConnections(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    prepare(client);
    client.once('end', () => setTimeout(free, SEEN_MS, client));
  });
}

/** By then whoever used a connection has seen its end, and has given it back if they do at all. */
const SEEN_MS = 100;

/**
 * Kysely gives a connection back after its commit or rollback went through, which they never do on a lost line: each line lost
 * in a transaction would take one of the pool's few for good, until no command runs any more.
 */
function free(client: pg.PoolClient): void {
  try {
    client.release(true);
  } catch {
    // It had been given back.
  }
}

/** Texts beyond so many are not prepared: the code's own are far fewer, those that are put together may be endless. */
const MOST_PREPARED = 1_000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `c${names.size}`;
  names.set(text, name);
  return name;
}

type Query = (config: unknown, ...rest: unknown[]) => unknown;

/** Statements with values are prepared once a connection: parsing and planning them each time is most of what small ones cost. */
function prepare(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query;
  const prepared: Query = (text, values, ...rest) => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
  };
  client.query = prepared as typeof client.query;
}
