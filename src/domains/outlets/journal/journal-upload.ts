import { uuidKey } from '../../../platform/graphql/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { DomainError } from '../../../shared/domain-error.js';
import { raiseAlert } from '../alerts/alerts.js';
import { tellState } from '../health/kiosk-state.js';
import { lockBooks } from '../lock-books.js';
import type { OutletDeps } from '../outlet-deps.js';
import { outletErrors } from '../outlets.errors.js';
import type { Seat } from '../seat.js';
import { bookEntry } from './book-entry.js';
import { bodyOf, checkUpload, keyOf, type JournalEntry } from './journal-entry.js';
import { effectiveTime, judgeEntries, missingRanges, reach, type KnownEntry, type Verdict } from './journal.rules.js';

export interface JournalUpload {
  /** The epoch that the entries belong to; left out, the newest. */
  epoch?: number | null;
  entries: readonly JournalEntry[];
}

export interface EntryResult {
  seq: number;
  entryId: string;
  epoch: number;
  status: 'ACCEPTED' | 'DUPLICATE' | 'WAITING' | 'QUARANTINED' | 'CONFLICT';
  code: string | null;
}

export interface JournalAnswer {
  epoch: number;
  ackedThroughSeq: number;
  results: EntryResult[];
  /** Both ends included. */
  missing: { from: number; to: number }[];
}

interface Head {
  epoch: number;
  acked: number;
  time: string | null;
}

/**
 * Takes a part of a device's journal: each entry takes effect once, however often it comes, in the order of its numbers.
 * What has a gap before it waits. Uploads of one kiosk come one after the other.
 */
export async function uploadJournal(
  tx: Transaction,
  deps: OutletDeps,
  seat: Seat,
  { epoch: given, entries }: JournalUpload,
): Promise<JournalAnswer> {
  checkUpload(entries);
  const { kiosk } = seat;
  const vends = entries.flatMap(({ vendId }) => (vendId && uuidKey(vendId, 'Vend')) || []);
  await lockBooks(tx, kiosk, [...vends, ...(await waitingVends(tx, kiosk.id))]);
  const head = await headOf(tx, kiosk.id);
  const before = { ...head };
  const base = given ?? head.epoch;
  if (base < 1 || base > head.epoch) throw outletErrors.refuse('UNKNOWN_EPOCH', { field: 'epoch' });
  const known = await knownEntries(tx, kiosk.id, base, entries);
  const { verdicts, epoch } = judgeEntries(base, known, entries.map(keyOf), base === head.epoch);
  await keep(tx, kiosk.id, entries, verdicts);
  for (const [i, { status }] of verdicts.entries())
    if (status === 'CONFLICT')
      await raiseAlert(tx, kiosk, 'JOURNAL_CONFLICT', entries[i]!.entryId, { seq: entries[i]!.seq });

  if (epoch > head.epoch) {
    await raiseAlert(tx, kiosk, 'JOURNAL_EPOCH', String(epoch), { epoch });
    // Each epoch but the newest is over: what waited for a gap there waits no longer.
    for (let over = head.epoch; over < epoch; over++) await bookThrough(tx, deps, seat, over, null, head);
    Object.assign(head, { epoch, acked: 0 });
  } else if (base < head.epoch) await bookThrough(tx, deps, seat, base, null, head);
  const held = await heldSeqs(tx, kiosk.id, head);
  const acked = reach(head.acked, held);
  await bookThrough(tx, deps, seat, head.epoch, acked, head);
  const moved = head.epoch !== before.epoch || acked !== before.acked;
  await tx.query(
    `update kiosk set journal_epoch = $2, journal_acked = $3, journal_time = $4, version = version + $5 where outlet_id = $1`,
    [kiosk.id, head.epoch, acked, head.time, moved ? 1 : 0],
  );
  // Machines that are told by a channel learn from it what they may forget.
  if (moved) await tellState(tx, kiosk);
  return {
    epoch: head.epoch,
    ackedThroughSeq: acked,
    results: await resultsOf(tx, kiosk.id, entries, verdicts),
    missing: missingRanges(acked, held).map(([from, to]) => ({ from, to })),
  };
}

async function headOf(tx: Transaction, id: number): Promise<Head> {
  const [head] = await tx.query<Head>(
    `select journal_epoch as epoch, journal_acked::float8 as acked,
            to_char(journal_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time from kiosk where outlet_id = $1`,
    [id],
  );
  return head!;
}

async function waitingVends(tx: Transaction, id: number): Promise<string[]> {
  const rows = await tx.query<{ vend: string | null }>(
    `select body->>'vendId' as vend from kiosk_journal where outlet_id = $1 and state = 'WAITING' and kind = 'VEND'`,
    [id],
  );
  return rows.flatMap(({ vend }) => (vend && uuidKey(vend, 'Vend')) || []);
}

function knownEntries(
  tx: Transaction,
  id: number,
  epoch: number,
  entries: readonly JournalEntry[],
): Promise<KnownEntry[]> {
  return tx.query<KnownEntry>(
    `select entry_id as "entryId", seq::float8 as seq, epoch, fingerprint from kiosk_journal
      where outlet_id = $1 and (entry_id = any($2) or (epoch = $3 and seq = any($4::bigint[])))`,
    [id, entries.map(({ entryId }) => entryId), epoch, entries.map(({ seq }) => seq)],
  );
}

async function keep(
  tx: Transaction,
  id: number,
  entries: readonly JournalEntry[],
  verdicts: readonly Verdict[],
): Promise<void> {
  const fresh = entries.flatMap((entry, i) => {
    const { status, epoch } = verdicts[i]!;
    if (status !== 'NEW') return [];
    const { seq, entryId, fingerprint } = keyOf(entry);
    return [{ epoch, seq, entry_id: entryId, kind: entry.kind, body: bodyOf(entry), fingerprint }];
  });
  if (fresh.length === 0) return;
  await tx.query(
    `insert into kiosk_journal(outlet_id, epoch, seq, entry_id, kind, body, fingerprint, state)
     select $1, epoch, seq, entry_id, kind, body, fingerprint, 'WAITING'
       from jsonb_to_recordset($2::jsonb) e(epoch int, seq bigint, entry_id text, kind text, body jsonb, fingerprint text)`,
    [id, JSON.stringify(fresh)],
  );
}

async function heldSeqs(tx: Transaction, id: number, { epoch, acked }: Head): Promise<number[]> {
  const rows = await tx.query<{ seq: number }>(
    'select seq::float8 as seq from kiosk_journal where outlet_id = $1 and epoch = $2 and seq > $3',
    [id, epoch, acked],
  );
  return rows.map(({ seq }) => seq);
}

interface Waiting {
  seq: number;
  entryId: string;
  body: Omit<JournalEntry, 'seq' | 'entryId'>;
}

/** Books what waits in an epoch up to a number, or all of it, in order. Moves the head's time with it. */
async function bookThrough(
  tx: Transaction,
  deps: OutletDeps,
  seat: Seat,
  epoch: number,
  through: number | null,
  head: Head,
): Promise<void> {
  const waiting = await tx.query<Waiting>(
    `select seq::float8 as seq, entry_id as "entryId", body from kiosk_journal
      where outlet_id = $1 and epoch = $2 and state = 'WAITING' and ($3::bigint is null or seq <= $3) order by seq`,
    [seat.kiosk.id, epoch, through],
  );
  for (const { seq, entryId, body } of waiting) {
    const entry = { ...body, seq, entryId };
    const received = deps.clock.now().toISOString();
    const said = Number.isNaN(Date.parse(entry.at)) ? received : new Date(entry.at).toISOString();
    head.time = effectiveTime(said, head.time, received);
    const { state, code, ref } = await outcomeOf(tx, deps, seat, entry, head.time);
    await tx.query(
      'update kiosk_journal set state = $4, code = $5, ref = $6, happened_at = $7 where outlet_id = $1 and epoch = $2 and seq = $3',
      [seat.kiosk.id, epoch, seq, state, code, ref, head.time],
    );
    if (state === 'QUARANTINED') await raiseAlert(tx, seat.kiosk, 'JOURNAL_QUARANTINE', entryId, { seq, code });
  }
}

interface BookedAs {
  state: 'BOOKED' | 'QUARANTINED';
  code: string | null;
  ref: string | null;
}

/** An entry that makes no sense is kept aside whole and does not hold up those after it. */
async function outcomeOf(
  tx: Transaction,
  deps: OutletDeps,
  seat: Seat,
  entry: JournalEntry,
  at: string,
): Promise<BookedAs> {
  try {
    const ref = await tx.attempt(() => bookEntry(tx, deps, seat, entry, at));
    return { state: 'BOOKED', code: null, ref };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { state: 'QUARANTINED', code: error.code, ref: null };
  }
}

async function resultsOf(
  tx: Transaction,
  id: number,
  entries: readonly JournalEntry[],
  verdicts: readonly Verdict[],
): Promise<EntryResult[]> {
  const rows = await tx.query<{ entryId: string; state: string; code: string | null }>(
    'select entry_id as "entryId", state, code from kiosk_journal where outlet_id = $1 and entry_id = any($2)',
    [id, entries.map(({ entryId }) => entryId)],
  );
  const kept = new Map(rows.map((row) => [row.entryId, row]));
  return entries.map(({ seq, entryId }, i) => {
    const { status, epoch } = verdicts[i]!;
    if (status === 'CONFLICT') return { seq, entryId, epoch, status, code: 'CONFLICT' };
    const { state, code } = kept.get(entryId)!;
    if (state !== 'BOOKED') return { seq, entryId, epoch, status: state as 'WAITING' | 'QUARANTINED', code };
    return { seq, entryId, epoch, status: status === 'NEW' ? 'ACCEPTED' : 'DUPLICATE', code: null };
  });
}
