import type { Transaction } from '../../../platform/persistence/index.js';
import { raiseAlert } from '../alerts/alerts.js';
import type { OutletDeps } from '../outlet-deps.js';
import type { Seat } from '../seat.js';
import { balanced, deltas, wentBack, type AuditedSelection } from './reconcile.rules.js';
import { resolveByAudit, type AuditFacts } from './resolve-by-audit.js';

interface Line {
  code: string;
  theirCount: number;
  theirFen: number;
  ourCount: number;
  ourFen: number;
}

const AUDIT = `
  select a.id, a.epoch, a.command_id as command, a.journal_epoch as "journalEpoch", a.journal_seq::float8 as "journalSeq",
         a.received_at as "receivedAt", c.issued_at as "issuedAt",
         a.journal_seq is null or a.journal_epoch < k.journal_epoch or a.journal_seq <= k.journal_acked as complete
    from kiosk_audit a join kiosk k on k.outlet_id = a.outlet_id left join kiosk_command c on c.id = a.command_id`;

/**
 * Holds an audit's counters against our books, by what both moved since the audit before. Waits while the journal that the
 * machine had written by then is not here. Then looks whether it tells what became of vends without a result.
 */
export async function reconcileAudit(tx: Transaction, deps: OutletDeps, seat: Seat, id: string): Promise<void> {
  const { kiosk } = seat;
  const [audit] = await tx.query<AuditFacts & { complete: boolean }>(`${AUDIT} where a.id = $1`, [id]);
  if (!audit!.complete) return;
  const [before] = await tx.query<{ id: string; epoch: number }>(
    `select id, epoch from kiosk_audit where outlet_id = $1 and id < $2 and state <> 'WAITING' order by id desc limit 1`,
    [kiosk.id, id],
  );
  await bookOurs(tx, kiosk.id, audit!);
  const now = await linesOf(tx, id);
  const past = before ? await linesOf(tx, before.id) : null;
  const back = past !== null && wentBack(past, now);
  const epoch = (before?.epoch ?? 1) + (back ? 1 : 0);
  await tx.query('update kiosk_audit set epoch = $2 where id = $1', [id, epoch]);
  const resolved = await resolveByAudit(tx, deps, seat, { ...audit!, epoch });
  const found = deltas(past, now, back).map((one) => {
    const more = resolved.get(one.code) ?? { count: 0, fen: 0 };
    return { ...one, more, ours: { count: one.ours.count + more.count, fen: one.ours.fen + more.fen } };
  });
  await tx.query(
    `update kiosk_audit_line l set d_their_count = f.tc, d_their_fen = f.tf, d_our_count = f.oc, d_our_fen = f.of,
            our_count = our_count + f.mc, our_fen = our_fen + f.mf, resolved = f.mc
       from jsonb_to_recordset($2::jsonb) f(code text, tc bigint, tf bigint, oc bigint, of bigint, mc int, mf bigint)
      where l.audit_id = $1 and l.code = f.code`,
    [
      id,
      JSON.stringify(
        found.map(({ code, theirs, ours, more }) => ({
          code,
          tc: theirs.count,
          tf: theirs.fen,
          oc: past ? ours.count : 0,
          of: past ? ours.fen : 0,
          mc: more.count,
          mf: more.fen,
        })),
      ),
    ],
  );
  const different = past ? found.filter((one) => !balanced(one)).map(({ code }) => code) : [];
  await tx.query('update kiosk_audit set state = $2 where id = $1', [
    id,
    different.length > 0 ? 'DIFFERENT' : 'BALANCED',
  ]);
  if (different.length > 0) await raiseAlert(tx, kiosk, 'AUDIT_DIFFERENCE', id, { slots: different });
}

/** Our counters as they are now, and whether anything was under way while theirs were read. */
async function bookOurs(tx: Transaction, kioskId: number, { id, issuedAt, receivedAt }: AuditFacts): Promise<void> {
  await tx.query(
    `update kiosk_audit_line l set our_count = s.vended, our_fen = s.vended_fen,
            clean = $3::timestamptz is not null and not exists (
              select 1 from vend v where v.slot_id = s.id and v.authorised_at <= $4
                 and coalesce(v.unknown_at, v.settled_at, 'infinity') >= $3)
       from slot s where l.audit_id = $1 and s.outlet_id = $2 and s.code = l.code`,
    [id, kioskId, issuedAt, receivedAt],
  );
}

async function linesOf(tx: Transaction, id: string): Promise<AuditedSelection[]> {
  const rows = await tx.query<Line>(
    `select code, their_count::float8 as "theirCount", their_fen::float8 as "theirFen", our_count::float8 as "ourCount",
            our_fen::float8 as "ourFen" from kiosk_audit_line where audit_id = $1 order by code`,
    [id],
  );
  return rows.map(({ code, theirCount, theirFen, ourCount, ourFen }) => ({
    code,
    theirs: { count: theirCount, fen: theirFen },
    ours: { count: ourCount, fen: ourFen },
  }));
}
