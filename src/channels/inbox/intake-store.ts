import { randomUUID } from 'node:crypto';
import { fingerprint, withoutDeadlock } from '../../platform/persistence/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { InboundMessage, Json } from '../../plugin-kit/index.js';
import type { SqlOf } from '../sql.js';
import { MESSAGE_COLUMNS, type Lease, type StoredMessage } from './inbox-message.js';
import { cell, requestCell } from './sealed-cells.js';

/** The request that messages came in, kept whole. */
export interface KeptRequest {
  /** Method and path, such as `POST notices/pay`. */
  readonly source: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The look that messages came from: they are kept only with its new place, and only by who holds it. */
export interface KeptPlace {
  readonly name: string;
  readonly lease: string;
  readonly cursor: Json;
}

/** A message that was kept now, or came before. */
export interface Kept {
  readonly message: InboundMessage;
  readonly stored: StoredMessage;
  readonly duplicate: boolean;
  /** Its key came before with another body. */
  readonly conflict: boolean;
  /** It was taken as it was kept. */
  readonly taken: boolean;
}

type Fresh = StoredMessage & { readonly taken: boolean };

const GIVEN = `
  given as (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[])
      with ordinality g(dedupe_key, fingerprint, type, ordering_key, version, body_sealed, stream, number, n))`;
const insert = (when: string, request: string) => `
  kept as (
    insert into inbox_message as m
           (connection, dedupe_key, fingerprint, type, ordering_key, version, body_sealed, request_id)
    select $1, dedupe_key, fingerprint, type, ordering_key, version, body_sealed, ${request} from given where ${when} order by n
    on conflict (connection, dedupe_key) do nothing returning m.*),
  counted as (
    insert into channel_stream(connection, stream, seen)
    select $1, g.stream, range_agg(int8range(g.number, g.number, '[]'))
      from kept k join given g on g.dedupe_key = k.dedupe_key and g.fingerprint = k.fingerprint
     where g.stream is not null group by g.stream order by g.stream
    on conflict (connection, stream) do update set seen = channel_stream.seen + excluded.seen)`;

const STORE = `
  with ${GIVEN}, ${insert('true', '$2::uuid')},
  request as (
    insert into inbox_request(id, connection, source, headers, body_sealed)
    select $2, $1, $11, $12::jsonb, $13 where exists (select 1 from kept))`;
const KEEP = `${STORE} select ${MESSAGE_COLUMNS}, false as taken from kept m`;
/** The function is volatile, so it sees what this statement inserted. Of a request's messages the first is worked on first. */
const KEEP_AND_TAKE = `${STORE},
  taken as (
    select t.* from (select min(id) as first from kept) k
     cross join lateral claim_inbox_v1($1, array[k.first], 1, $14, $15) t where k.first is not null)
  select ${MESSAGE_COLUMNS}, false as taken from kept m where m.id not in (select id from taken)
  union all select ${MESSAGE_COLUMNS}, true from taken m order by 1`;
const STORE_POLLED = `
  with moved as (
    update channel_round set cursor = $12::jsonb where connection = $1 and kind = 'poll' and name = $11 and lease = $2
    returning name),
  ${GIVEN}, ${insert('exists (select 1 from moved)', 'null')}
  select (select count(*) from moved)::int as moved, ${MESSAGE_COLUMNS}, false as taken from (select 1) one left join kept m on true`;
const BY_KEYS = `select ${MESSAGE_COLUMNS} from inbox_message m where m.connection = $1 and m.dedupe_key = any($2)`;
const UNKEPT_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** Keeps what comes in, once each, however often it comes. */
export class IntakeStore {
  constructor(
    private readonly sqlOf: SqlOf,
    private readonly privacy: Privacy,
  ) {}

  /**
   * All messages of a request in one transaction, with the request, if any of them is new; others may bring the same at once.
   * With a lease the first of them is taken in the same breath, where nothing of its key is before it.
   */
  async keep(
    connection: string,
    messages: readonly InboundMessage[],
    request: KeptRequest,
    lease: Lease | null = null,
  ): Promise<Kept[]> {
    if (messages.length === 0) return [];
    const id = randomUUID();
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !UNKEPT_HEADERS.has(name)));
    const body = this.privacy.seal(Buffer.from(request.body).toString('base64'), requestCell(id));
    const values = [...this.given(connection, id, messages), request.source, JSON.stringify(headers), body];
    const keep = () =>
      lease
        ? this.sqlOf(connection)<Fresh>('keep_and_take', KEEP_AND_TAKE, [...values, lease.id, lease.seconds])
        : this.sqlOf(connection)<Fresh>('keep', KEEP, values);
    return this.kept(connection, messages, await withoutDeadlock(keep));
  }

  /** As {@link keep}, with the place of the look that found them; null when somebody else has taken it over. */
  async keepPolled(connection: string, messages: readonly InboundMessage[], place: KeptPlace): Promise<Kept[] | null> {
    const values = [...this.given(connection, place.lease, messages), place.name, JSON.stringify(place.cursor)];
    const rows = await withoutDeadlock(() =>
      this.sqlOf(connection)<Fresh & { moved: number }>('keep_polled', STORE_POLLED, values),
    );
    if (rows[0]!.moved === 0) return null;
    return this.kept(
      connection,
      messages,
      rows.filter(({ id }) => id !== null),
    );
  }

  private given(connection: string, id: string, messages: readonly InboundMessage[]): unknown[] {
    const seal = ({ dedupeKey, body }: InboundMessage) =>
      this.privacy.seal(JSON.stringify(body), cell('body', { connection, dedupeKey }));
    return [
      connection,
      id,
      messages.map(({ dedupeKey }) => dedupeKey),
      messages.map(printOf),
      messages.map(({ type }) => type),
      messages.map(({ orderingKey }) => orderingKey),
      messages.map(({ version = null }) => version),
      messages.map(seal),
      messages.map(({ sequence }) => sequence?.stream ?? null),
      messages.map(({ sequence }) => sequence?.number ?? null),
    ];
  }

  private async kept(
    connection: string,
    messages: readonly InboundMessage[],
    fresh: readonly Fresh[],
  ): Promise<Kept[]> {
    const known = new Map<string, StoredMessage>(fresh.map((stored) => [stored.dedupeKey, stored]));
    const taken = new Set<StoredMessage>(fresh.filter((stored) => stored.taken));
    const missing = messages.map(({ dedupeKey }) => dedupeKey).filter((key) => !known.has(key));
    const before =
      missing.length > 0 ? await this.sqlOf(connection)<StoredMessage>('messages', BY_KEYS, [connection, missing]) : [];
    for (const stored of before) known.set(stored.dedupeKey, stored);
    const claimed = new Set<string>();
    return messages.map((message) => {
      const stored = known.get(message.dedupeKey)!;
      const duplicate = claimed.has(message.dedupeKey) || before.includes(stored);
      claimed.add(message.dedupeKey);
      const conflict = duplicate && stored.fingerprint !== printOf(message);
      return { message, stored, duplicate, conflict, taken: taken.has(stored) && !duplicate };
    });
  }
}

const printOf = ({ type, body }: InboundMessage): string => fingerprint({ type, body });
