import pg from 'pg';

const TIMESTAMPTZ = 1184;
const INT8 = 20;

/** `2026-11-24 11:13:06.5+00` → `2026-11-24T11:13:06.500Z`: dates stay text from the table to the answer. */
export function isoFromPostgres(text: string): string {
  const fraction = text.slice(20, text.indexOf('+', 19) === -1 ? undefined : text.indexOf('+', 19));
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

/** bigint columns hold ids, fen and steps, all checked below 2^53 by the schema. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a safe integer`);
  return value;
}

const parsers = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, isoFromPostgres],
  [INT8, safeInteger],
]);

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? (pg.types.getTypeParser(oid, format as 'text') as never),
} as pg.CustomTypesConfig;

/** A pool whose rows carry safe integers and ISO text. `onError` is mandatory: an idle client's error would end the process. */
export function createPool(url: string, max: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: '-c timezone=UTC',
    application_name: 'yizhan',
    keepAlive: true,
  });
  pool.on('error', onError);
  // A client in use reports its end through its query; unheard, the event itself would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
