import type { Transaction } from '../../../platform/persistence/index.js';
import type { OutletDeps } from '../outlet-deps.js';
import type { Seat } from '../seat.js';
import { lockVend } from '../vends/vend-books.js';
import { applyResult } from '../vends/vend-report.js';
import type { Counters } from './eva-dts.js';
import { findUnknown } from './reconcile.rules.js';

export interface AuditFacts {
  id: string;
  epoch: number;
  command: string | null;
  journalEpoch: number;
  journalSeq: number | null;
  receivedAt: Date;
  issuedAt: Date | null;
}

interface Evidence {
  code: string;
  slot: number;
  markAt: Date;
  markEpoch: number;
  markSeq: number;
  theirCount: number;
  theirFen: number;
}

/**
 * For each slot with vends that nobody told of: the last audit before them that was asked for, whole, and read while nothing
 * was under way, in the same epoch of the counters. What both sides moved since then is proof; without such a mark there is
 * none, and an operator decides.
 */
const EVIDENCE = `
  select l.code, s.id::float8 as slot, mark.at as "markAt", mark.journal_epoch as "markEpoch", mark.journal_seq::float8 as "markSeq",
         (l.their_count - mark.their_count)::float8 as "theirCount", (l.their_fen - mark.their_fen)::float8 as "theirFen"
    from kiosk_audit_line l join slot s on s.outlet_id = $2 and s.code = l.code
    join lateral (select min(v.authorised_at) as first from vend v where v.slot_id = s.id and v.state = 'UNKNOWN') lost on lost.first is not null
    join lateral (
      select a.received_at as at, a.journal_epoch, a.journal_seq, m.their_count, m.their_fen
        from kiosk_audit a join kiosk_audit_line m on m.audit_id = a.id and m.code = l.code
       where a.outlet_id = $2 and a.id < $1 and a.epoch = $3 and a.state <> 'WAITING' and m.clean and a.journal_seq is not null
         and a.received_at < lost.first order by a.id desc limit 1) mark on true
   where l.audit_id = $1 and l.clean`;

/** What our books say left a slot since the mark: online by when it had leave, offline by the journal's numbers. */
const OURS = `
  select (select count(*) from vend v where v.slot_id = $1 and v.authorised_at > $2
             and (v.state = 'VENDED' or v.flag = 'RESULT_AFTER_REFUND'))::float8 as "vendCount",
         (select coalesce(sum(v.price_fen), 0) from vend v where v.slot_id = $1 and v.authorised_at > $2
             and (v.state = 'VENDED' or v.flag = 'RESULT_AFTER_REFUND'))::float8 as "vendFen",
         count(*)::float8 as "saleCount", coalesce(sum((j.body->>'amountFen')::bigint), 0)::float8 as "saleFen"
    from kiosk_journal j
   where j.outlet_id = $3 and j.kind = 'SALE' and j.state = 'BOOKED' and j.body->>'slot' = $4
     and (j.epoch, j.seq) > ($5, $6) and (j.epoch, j.seq) <= ($7, $8)`;

/** Settles vends that the counters prove vended or not; answers by slot what was found to have been vended. */
export async function resolveByAudit(
  tx: Transaction,
  { desk }: OutletDeps,
  seat: Seat,
  audit: AuditFacts,
): Promise<Map<string, Counters>> {
  const found = new Map<string, Counters>();
  if (!audit.issuedAt || audit.journalSeq === null) return found;
  const { kiosk } = seat;
  for (const one of await tx.query<Evidence>(EVIDENCE, [audit.id, kiosk.id, audit.epoch])) {
    const lost = await tx.query<{ id: string; priceFen: number; late: boolean }>(
      `select id, price_fen::float8 as "priceFen", unknown_at > $2 as late from vend
        where slot_id = $1 and state = 'UNKNOWN' order by id`,
      [one.slot, audit.issuedAt],
    );
    const [ours] = await tx.query<{ vendCount: number; vendFen: number; saleCount: number; saleFen: number }>(OURS, [
      one.slot,
      one.markAt,
      kiosk.id,
      one.code,
      one.markEpoch,
      one.markSeq,
      audit.journalEpoch,
      audit.journalSeq,
    ]);
    const unknown = { count: lost.length, fen: lost.reduce((sum, { priceFen }) => sum + priceFen, 0) };
    const since = {
      theirs: { count: one.theirCount, fen: one.theirFen },
      ours: { count: ours!.vendCount + ours!.saleCount, fen: ours!.vendFen + ours!.saleFen },
    };
    const finding = lost.some(({ late }) => late) ? 'UNDECIDED' : findUnknown(since, unknown);
    if (finding === 'UNDECIDED') continue;
    for (const { id } of lost) {
      const vend = await lockVend(tx, kiosk, id);
      const result = finding === 'ALL_VENDED' ? 'VENDED' : 'FAILED';
      await applyResult(tx, desk, seat, vend!, result, 'AUDIT', 'audit counters');
    }
    if (finding === 'ALL_VENDED') found.set(one.code, unknown);
  }
  return found;
}
