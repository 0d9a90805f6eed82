import { randomUUID } from 'node:crypto';
import { fingerprint, withoutDeadlock } from '../../platform/persistence/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { InboundMessage, Json } from '../../plugin-kit/index.js';
import type { SqlOf } from '../sql.js';
import { MESSAGE_COLUMNS, type Finish, type KeptResult, type Standing, type StoredMessage } from './inbox-message.js';

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
}

/** A message that holds up its key. */
export interface Before {
  readonly id: number;
  readonly state: string;
  /** It is worked on, or may be at once. */
  readonly due: boolean;
}

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
    select $2, $1, $11, $12::jsonb, $13 where exists (select 1 from kept))
  select ${MESSAGE_COLUMNS} from kept m`;
const STORE_POLLED = `
  with moved as (
    update channel_round set cursor = $12::jsonb where connection = $1 and kind = 'poll' and name = $11 and lease = $2
    returning name),
  ${GIVEN}, ${insert('exists (select 1 from moved)', 'null')}
  select (select count(*) from moved)::int as moved, ${MESSAGE_COLUMNS} from (select 1) one left join kept m on true`;
const BY_KEYS = `select ${MESSAGE_COLUMNS} from inbox_message m where m.connection = $1 and m.dedupe_key = any($2)`;
const BY_ID = `select ${MESSAGE_COLUMNS} from inbox_message m where m.id = $1`;
const CLAIM = `select ${MESSAGE_COLUMNS} from claim_inbox_v1($1, $2, $3, $4, $5) m order by m.id`;
const BEFORE = `
  select m.id::float8 as id, m.state, m.next_at <= now() or m.lease_until > now() as due from inbox_message m
   where m.connection = $1 and m.ordering_key = $2 and m.id < $3 and m.state in ('PENDING', 'HELD')
   order by m.id limit 1`;
const SUPERSEDED = `
  select exists (select 1 from inbox_message o where o.connection = m.connection and o.ordering_key = m.ordering_key
                    and o.type = m.type and o.version > m.version) as newer from inbox_message m where m.id = $1`;
/** With a message done, the next of its key is due, and those that wait may find what they waited for. */
const FINISH = `
  with finished as (
    update inbox_message set state = $3, code = $4, note = $5, results_sealed = $6,
           next_at = coalesce($7::timestamptz, now()), round = round + $8::int, lease = null, lease_until = null,
           done_at = case when $3 = 'DONE' then now() end
     where id = $1 and lease = $2 returning id, connection, ordering_key, state)
  update inbox_message m set next_at = now() from finished f
   where m.connection = f.connection and m.ordering_key = f.ordering_key and m.id <> f.id
     and m.state in ('PENDING', 'WAITING') and f.state = 'DONE' and m.next_at > now()`;
const RELEASE = `
  update inbox_message set state = 'PENDING', next_at = now(), since = now()
   where connection = $1 and state = 'HELD' and code is distinct from 'GAVE_UP' returning id`;
/** Links that an operator makes so that something can be understood. */
const PRODUCT_LINKS = new Set(['product', 'sku']);
const UNKEPT_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** The inbox's table. Bodies and results are sealed: they hold what buyers told the channel. */
export class InboxStore {
  constructor(
    private readonly sqlOf: SqlOf,
    private readonly privacy: Privacy,
  ) {}

  /** All messages of a request in one transaction, with the request, if any of them is new; others may bring the same at once. */
  async keep(connection: string, messages: readonly InboundMessage[], request: KeptRequest): Promise<Kept[]> {
    if (messages.length === 0) return [];
    const id = randomUUID();
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !UNKEPT_HEADERS.has(name)));
    const body = this.privacy.seal(Buffer.from(request.body).toString('base64'), requestCell(id));
    const values = [...this.given(connection, id, messages), request.source, JSON.stringify(headers), body];
    return this.kept(
      connection,
      messages,
      await withoutDeadlock(() => this.sqlOf(connection)<StoredMessage>('keep', STORE, values)),
    );
  }

  /** As {@link keep}, with the place of the look that found them; null when somebody else has taken it over. */
  async keepPolled(connection: string, messages: readonly InboundMessage[], place: KeptPlace): Promise<Kept[] | null> {
    const values = [...this.given(connection, place.lease, messages), place.name, JSON.stringify(place.cursor)];
    const rows = await withoutDeadlock(() =>
      this.sqlOf(connection)<StoredMessage & { moved: number }>('keep_polled', STORE_POLLED, values),
    );
    if (rows[0]!.moved === 0) return null;
    return this.kept(
      connection,
      messages,
      rows.filter(({ id }) => id !== null),
    );
  }

  /** As it is now. */
  async again({ connection, id }: StoredMessage): Promise<StoredMessage> {
    return (await this.sqlOf(connection)<StoredMessage>('message', BY_ID, [id]))[0]!;
  }

  /** Takes up to `limit` due messages to work on; with `ids`, those, whether due or not. */
  claim(connection: string, ids: readonly number[] | null, limit: number, lease: string, seconds: number) {
    return this.sqlOf(connection)<StoredMessage>('claim_messages', CLAIM, [connection, ids, limit, lease, seconds]);
  }

  standing(stored: StoredMessage): Standing {
    return { state: stored.state, code: stored.code, results: this.results(stored) };
  }

  /** The oldest of its key that must be done first. */
  async before({ connection, orderingKey, id }: StoredMessage): Promise<Before | null> {
    if (orderingKey === null) return null;
    const [found] = await this.sqlOf(connection)<Before>('message_before', BEFORE, [connection, orderingKey, id]);
    return found ?? null;
  }

  /** A message came that says how the same thing stood later: this one says nothing any more. */
  async superseded({ connection, id }: StoredMessage): Promise<boolean> {
    const [found] = await this.sqlOf(connection)<{ newer: boolean }>('message_superseded', SUPERSEDED, [id]);
    return found!.newer;
  }

  async finish(message: StoredMessage, lease: string, finish: Finish): Promise<void> {
    const { state, code, note, results, nextAt, newRound } = finish;
    const sealed = results.length > 0 ? this.privacy.seal(JSON.stringify(results), cell('results', message)) : null;
    const kept = sealed ?? (state === 'DONE' ? null : message.resultsSealed);
    const values = [message.id, lease, state, code, note, kept, nextAt, newRound ? 1 : 0];
    await this.sqlOf(message.connection)('finish_message', FINISH, values);
  }

  /** A link was made: what was held for want of one is tried again. Answers how many. */
  async release(connection: string, kind: string): Promise<number> {
    if (!PRODUCT_LINKS.has(kind)) return 0;
    return (await this.sqlOf(connection)('release_messages', RELEASE, [connection])).length;
  }

  message(stored: StoredMessage): InboundMessage {
    const { type, dedupeKey, orderingKey, bodySealed } = stored;
    return {
      type,
      dedupeKey,
      orderingKey,
      body: JSON.parse(this.privacy.open(bodySealed, cell('body', stored))) as Json,
    };
  }

  results(stored: StoredMessage): KeptResult[] {
    const { resultsSealed } = stored;
    return resultsSealed ? (JSON.parse(this.privacy.open(resultsSealed, cell('results', stored))) as KeptResult[]) : [];
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
    fresh: readonly StoredMessage[],
  ): Promise<Kept[]> {
    const known = new Map(fresh.map((stored) => [stored.dedupeKey, stored]));
    const missing = messages.map(({ dedupeKey }) => dedupeKey).filter((key) => !known.has(key));
    const before =
      missing.length > 0 ? await this.sqlOf(connection)<StoredMessage>('messages', BY_KEYS, [connection, missing]) : [];
    for (const stored of before) known.set(stored.dedupeKey, stored);
    const claimed = new Set<string>();
    return messages.map((message) => {
      const stored = known.get(message.dedupeKey)!;
      const duplicate = claimed.has(message.dedupeKey) || before.includes(stored);
      claimed.add(message.dedupeKey);
      return { message, stored, duplicate, conflict: duplicate && stored.fingerprint !== printOf(message) };
    });
  }
}

export const cell = (column: 'body' | 'results', of: { connection: string; dedupeKey: string }) => ({
  table: 'inbox_message',
  column,
  row: `${of.connection} ${of.dedupeKey}`,
});

export const requestCell = (id: string) => ({ table: 'inbox_request', column: 'body', row: id });

const printOf = ({ type, body }: InboundMessage): string => fingerprint({ type, body });
