import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../platform/persistence/index.js';
import { commitmentOf, eventHash, hashUri } from '../epcis/event-hash.js';
import type { EpcisEvent, Prefixes } from '../epcis/epcis.types.js';
import { marksOf, namesOf } from './event-marks.rules.js';

/**
 * Puts commitments of 32 bytes at the end of the transparency log, in the transaction that writes what they stand for. Answers
 * the index of the first; the others follow without a gap.
 */
export type AppendLeaves = (tx: Transaction, commitments: readonly Buffer[]) => Promise<number>;

/** An event to be kept. `prefixes` are those of the document it came in. */
export interface NewTraceEvent {
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
  /** Key of the batch step that it tells; null for a captured one. */
  readonly step: number | null;
  /** Whose capture it is, such as `channel:3`; null for our own. */
  readonly capturedBy: string | null;
  readonly capture: string | null;
}

/** What became of an event: `REPEATED` where the very same event was there, `TAKEN` where its id is another event's. */
export interface Kept {
  readonly id: number | null;
  readonly eventId: string;
  readonly outcome: 'NEW' | 'REPEATED' | 'TAKEN';
  readonly marks: readonly string[];
}

interface Draft {
  readonly given: NewTraceEvent;
  readonly event: EpcisEvent;
  readonly hash: Buffer;
  readonly eventId: string;
  readonly errorAt: string | null;
  readonly marks: readonly string[];
  outcome: Kept['outcome'];
}

/** Held until commit by whoever writes events. */
const WRITERS = 7_023;
const SEPARATOR = '\u001f';

/**
 * Writes events in their order, each once: the same event again, by its hash, is not written. The events' names come to the
 * lists of resources, and a salted commitment of each to the log.
 */
export async function keepEvents(
  tx: Transaction,
  given: readonly NewTraceEvent[],
  appendLeaves: AppendLeaves,
): Promise<Kept[]> {
  if (given.length === 0) return [];
  const drafts = given.map(draftOf);
  await tx.query('select pg_advisory_xact_lock($1)', [WRITERS]);
  await judge(tx, drafts);
  const fresh = drafts.filter(({ outcome }) => outcome === 'NEW');
  const ids = await insert(tx, fresh, appendLeaves);
  return drafts.map(({ eventId, outcome, marks }) => ({
    id: outcome === 'NEW' ? ids.shift()! : null,
    eventId,
    outcome,
    marks,
  }));
}

function draftOf(given: NewTraceEvent): Draft {
  const { '@context': _own, recordTime: _told, ...rest } = given.event;
  const hash = eventHash(given.event, given.prefixes);
  const eventId = given.event.eventID ?? hashUri(hash);
  const event = { ...rest, eventID: eventId } as EpcisEvent;
  const errorAt = event.errorDeclaration ? new Date(event.errorDeclaration.declarationTime).toISOString() : null;
  return { given, event, hash, eventId, errorAt, marks: marksOf(event), outcome: 'NEW' };
}

interface There {
  hash: string;
  eventId: string;
  errorAt: string | null;
  captor: string | null;
}

/**
 * Marks what is there already, in the table or earlier in the same lot. Our own events and each partner's are told apart; what a
 * partner sends of ours is a repetition, and to declare ours wrong is not theirs.
 */
async function judge(tx: Transaction, drafts: readonly Draft[]): Promise<void> {
  const rows = await tx.query<There>(THERE, [
    drafts.map(({ hash }) => hash.toString('hex')),
    drafts.map(({ eventId }) => eventId),
  ]);
  const seen = new Set<string>();
  const add = ({ hash, eventId, errorAt, captor }: There) => {
    seen.add(JSON.stringify(['hash', hash, errorAt, captor]));
    seen.add(JSON.stringify(['id', eventId, errorAt, captor]));
  };
  rows.forEach(add);
  for (const draft of drafts) {
    const { eventId, errorAt } = draft;
    const [captor, hash] = [draft.given.capturedBy, draft.hash.toString('hex')];
    const has = (what: 'hash' | 'id', value: string, of: string | null, at: string | null = errorAt) =>
      seen.has(JSON.stringify([what, value, at, of]));
    if (has('hash', hash, captor) || has('hash', hash, null)) draft.outcome = 'REPEATED';
    else if (has('id', eventId, captor) || (captor !== null && has('id', eventId, null, null))) draft.outcome = 'TAKEN';
    if (draft.outcome === 'NEW') add({ hash, eventId, errorAt, captor });
  }
}

const THERE = `
  select encode(hash, 'hex') as hash, event_id as "eventId", captured_by as captor,
         to_char(error_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "errorAt"
    from trace_event where hash in (select decode(h, 'hex') from unnest($1::text[]) h) or event_id = any($2::text[])`;

async function insert(tx: Transaction, drafts: readonly Draft[], appendLeaves: AppendLeaves): Promise<number[]> {
  if (drafts.length === 0) return [];
  const salts = drafts.map(() => randomBytes(32));
  const first = await appendLeaves(
    tx,
    drafts.map(({ hash }, i) => commitmentOf(salts[i]!, hash)),
  );
  const column = <T>(of: (draft: Draft) => T) => drafts.map(of);
  const word = (kind: string) =>
    column(({ marks }) => marks.find((one) => one.startsWith(`${kind}:`))?.slice(kind.length + 1) ?? null);
  const rows = await tx.query<{ id: number }>(INSERT, [
    column(({ eventId }) => eventId),
    column(({ hash }) => hash.toString('hex')),
    salts.map((salt) => salt.toString('hex')),
    first,
    column(({ event }) => JSON.stringify(event)),
    column(({ given }) => JSON.stringify(given.prefixes)),
    column(({ event }) => event.eventTime),
    column(({ errorAt }) => errorAt),
    column(({ event }) => event.type),
    word('bizStep'),
    word('disposition'),
    column(({ marks }) => marks.join(SEPARATOR)),
    column(({ given }) => (given.step === null ? 'CAPTURED' : 'OWN')),
    column(({ given }) => given.capturedBy),
    column(({ given }) => given.step),
    column(({ given }) => given.capture),
  ]);
  await keepNames(tx, drafts);
  return rows.map(({ id }) => id);
}

const INSERT = `
  insert into trace_event(event_id, hash, salt, leaf, event, context, event_time, error_at, type, biz_step, disposition, marks,
                          source, captured_by, step_id, capture_id)
  select e.event_id, decode(e.hash, 'hex'), decode(e.salt, 'hex'), $4::bigint + n - 1, e.event::jsonb, e.context::jsonb,
         e.event_time::timestamptz, e.error_at::timestamptz, e.type, e.biz_step, e.disposition,
         string_to_array(e.marks, E'\\x1f'), e.source, e.captured_by, e.step_id, e.capture_id::uuid
    from unnest($1::text[], $2::text[], $3::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                $11::text[], $12::text[], $13::text[], $14::text[], $15::bigint[], $16::text[])
         with ordinality as e(event_id, hash, salt, event, context, event_time, error_at, type, biz_step, disposition, marks,
                              source, captured_by, step_id, capture_id, n)
   order by n returning id::float8 as id`;

async function keepNames(tx: Transaction, drafts: readonly Draft[]): Promise<void> {
  const all = drafts.flatMap(({ marks, given }) =>
    namesOf(marks).map((name) => ({ ...name, captor: given.capturedBy ?? '' })),
  );
  const names = [...new Map(all.map((one) => [`${one.kind} ${one.captor} ${one.uri}`, one])).values()];
  await tx.query(
    `insert into trace_name(kind, uri, captor) select * from unnest($1::text[], $2::text[], $3::text[]) n
      order by 1, 2, 3 on conflict do nothing`,
    [names.map(({ kind }) => kind), names.map(({ uri }) => uri), names.map(({ captor }) => captor)],
  );
}

/** Says which batches events are about. */
export async function attachBatches(
  tx: Transaction,
  pairs: readonly { event: number; batch: number }[],
): Promise<void> {
  await tx.query(
    `insert into trace_event_batch(batch_id, event_id) select * from unnest($1::bigint[], $2::bigint[]) on conflict do nothing`,
    [pairs.map(({ batch }) => batch), pairs.map(({ event }) => event)],
  );
}
