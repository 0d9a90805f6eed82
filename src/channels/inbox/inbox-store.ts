import type { Privacy } from '../../platform/privacy/index.js';
import type { InboundMessage, Json } from '../../plugin-kit/index.js';
import type { SqlOf } from '../sql.js';
import {
  MESSAGE_COLUMNS,
  type Finish,
  type KeptResult,
  type Lease,
  type Standing,
  type StoredMessage,
} from './inbox-message.js';
import { cell } from './sealed-cells.js';

/** A message that holds up its key. */
export interface Before {
  readonly id: number;
  readonly state: string;
  /** It is worked on, or may be at once. */
  readonly due: boolean;
}

const BY_ID = `select ${MESSAGE_COLUMNS} from inbox_message m where m.id = $1`;
const CLAIM = `select ${MESSAGE_COLUMNS} from claim_inbox_v1($1, $2, $3, $4, $5) m order by m.id`;
const BEFORE = `
  select m.id::float8 as id, m.state, m.next_at <= now() or m.lease_until > now() as due from inbox_message m
   where m.connection = $1 and m.ordering_key = $2 and m.id < $3 and m.state in ('PENDING', 'HELD')
   order by m.id limit 1`;
const SUPERSEDED = `
  select exists (select 1 from inbox_message o where o.connection = m.connection and o.ordering_key = m.ordering_key
                    and o.type = m.type and o.version > m.version) as newer from inbox_message m where m.id = $1`;
/**
 * With a message done, or made to wait, the next of its key is due; with it done, those that wait may find what they waited for. Its moment changes even where
 * it is due already: a claim that saw it behind this one, and is about to put it to sleep, sees that and lets it be.
 */
const FINISH = `
  with finished as (
    update inbox_message set state = $3, code = $4, note = $5, results_sealed = $6,
           next_at = coalesce($7::timestamptz, now()), round = round + $8::int, lease = null, lease_until = null,
           done_at = case when $3 = 'DONE' then now() end
     where id = $1 and lease = $2 returning id, connection, ordering_key, state)
  update inbox_message m set next_at = least(m.next_at, now()) + interval '1 ms' from finished f
   where m.connection = f.connection and m.ordering_key = f.ordering_key and (
     (f.state = 'DONE' and m.state = 'WAITING' and m.id <> f.id)
     or (f.state in ('DONE', 'WAITING') and m.state = 'PENDING' and m.id = (
           select min(n.id) from inbox_message n where n.connection = f.connection and n.ordering_key = f.ordering_key
              and n.state = 'PENDING' and n.id <> f.id)))`;
const RELEASE = `
  update inbox_message set state = 'PENDING', next_at = now(), since = now()
   where connection = $1 and state = 'HELD' and code is distinct from 'GAVE_UP' returning id`;
/** Links that an operator makes so that something can be understood. */
const PRODUCT_LINKS = new Set(['product', 'sku']);

/** The inbox's table. Bodies and results are sealed: they hold what buyers told the channel. */
export class InboxStore {
  constructor(
    private readonly sqlOf: SqlOf,
    private readonly privacy: Privacy,
  ) {}

  /** As it is now. */
  async again({ connection, id }: StoredMessage): Promise<StoredMessage> {
    return (await this.sqlOf(connection)<StoredMessage>('message', BY_ID, [id]))[0]!;
  }

  /** Takes up to `limit` due messages to work on; with `ids`, those, whether due or not. */
  claim(connection: string, ids: readonly number[] | null, limit: number, { id, seconds }: Lease) {
    return this.sqlOf(connection)<StoredMessage>('claim_messages', CLAIM, [connection, ids, limit, id, seconds]);
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
  async superseded({ connection, id, versioned }: StoredMessage): Promise<boolean> {
    if (!versioned) return false;
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
}
