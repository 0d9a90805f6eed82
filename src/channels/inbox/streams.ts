import type { Streams } from '../../plugin-kit/index.js';
import type { Sql } from '../sql.js';

// The multirange of what is here: as few ranges as there are gaps, however many numbers.
const SEEN = `
  select case when s.seen @> 1::bigint then upper(first.r) - 1 else 0 end::float8 as through, (upper(s.seen) - 1)::float8 as last,
         coalesce((select json_agg(json_build_array(lower(g), upper(g) - 1) order by lower(g))
                     from (select g from unnest(int8multirange(int8range(1, upper(s.seen))) - s.seen) g
                            order by lower(g) limit 100) gaps), '[]') as missing
    from channel_stream s
   cross join lateral (select r from unnest(s.seen) r order by lower(r) limit 1) first
   where s.connection = $1 and s.stream = $2`;
const WITH_GAPS = `
  select stream from channel_stream
   where connection = $1 and seen <> int8multirange(int8range(1, upper(seen))) order by stream limit 100`;

interface Seen {
  through: number;
  last: number;
  missing: [number, number][];
}

const NOTHING: Seen = { through: 0, last: 0, missing: [] };

/** What is kept of a connection's counted streams. */
export const createStreams = (sql: Sql, connection: string): Streams => ({
  seen: async (stream) => (await sql<Seen>('stream_seen', SEEN, [connection, stream]))[0] ?? NOTHING,
  withGaps: async () =>
    (await sql<{ stream: string }>('streams_with_gaps', WITH_GAPS, [connection])).map(({ stream }) => stream),
});
