import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../platform/persistence/index.js';
import { lockBooks } from '../lock-books.js';
import type { OutletDeps } from '../outlet-deps.js';
import { outletErrors } from '../outlets.errors.js';
import { notFound, type Seat } from '../seat.js';
import { AuditFileError, readAuditFile, type AuditFile } from './eva-dts.js';
import { reconcileAudit } from './reconcile-audit.js';

export interface AuditUpload {
  content: string;
  /** Uuid of the command that asked for it: it proves that the counters were read after that. */
  commandId?: string | null;
  /** The journal's last number when the counters were read; with more of it to come, the audit waits. */
  journalSeq?: number | null;
}

/** Reads a file, or says what is wrong with it; done outside any transaction. */
export function readAudit(content: string): AuditFile {
  try {
    return readAuditFile(content);
  } catch (error) {
    if (!(error instanceof AuditFileError)) throw error;
    if (error.fault === 'BAD_CRC') throw outletErrors.refuse('BAD_CRC', { field: 'content' });
    throw outletErrors.refuse('BAD_AUDIT_FILE', { field: 'content', detail: error.message });
  }
}

/** Keeps an audit file and holds our books against it; the same file again answers the same report. Answers its id. */
export async function uploadAudit(
  tx: Transaction,
  deps: OutletDeps,
  seat: Seat,
  file: AuditFile,
  { content, commandId, journalSeq }: AuditUpload,
): Promise<string> {
  const { kiosk } = seat;
  const unknown = await tx.query<{ id: string }>(`select id from vend where outlet_id = $1 and state = 'UNKNOWN'`, [
    kiosk.id,
  ]);
  await lockBooks(
    tx,
    kiosk,
    unknown.map(({ id }) => id),
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  const [before] = await tx.query<{ id: string }>('select id from kiosk_audit where outlet_id = $1 and sha256 = $2', [
    kiosk.id,
    sha256,
  ]);
  if (before) return before.id;
  if (commandId) await checkCommand(tx, kiosk.id, commandId);
  const id = uuidv7();
  await tx.query(
    `insert into kiosk_audit(id, outlet_id, epoch, serial, content, sha256, warnings, taken_at, command_id, journal_epoch, journal_seq,
                             state, vended, value_fen)
     select $1, $2, 1, $3, $4, $5, $6, $7, $8, journal_epoch, $9, 'WAITING', $10, $11 from kiosk where outlet_id = $2`,
    [
      id,
      kiosk.id,
      file.serial,
      content,
      sha256,
      [...file.warnings],
      file.takenAt,
      commandId ?? null,
      journalSeq ?? null,
      file.total.count,
      file.total.fen,
    ],
  );
  await tx.query(
    `insert into kiosk_audit_line(audit_id, code, their_count, their_fen, our_count, our_fen)
     select $1, code, count, fen, 0, 0 from jsonb_to_recordset($2::jsonb) s(code text, count bigint, fen bigint)`,
    [id, JSON.stringify(file.selections)],
  );
  await reconcileAudit(tx, deps, seat, id);
  return id;
}

async function checkCommand(tx: Transaction, kioskId: number, commandId: string): Promise<void> {
  const [command] = await tx.query(
    `select 1 as one from kiosk_command where id = $1 and outlet_id = $2 and kind = 'AUDIT'`,
    [commandId, kioskId],
  );
  if (!command) throw notFound('commandId', 'command');
}

/** Audits that waited for the journal, now that it has come further. */
export async function resumeAudits(tx: Transaction, deps: OutletDeps, seat: Seat): Promise<void> {
  const waiting = await tx.query<{ id: string }>(
    `select id from kiosk_audit where outlet_id = $1 and state = 'WAITING' order by id`,
    [seat.kiosk.id],
  );
  for (const { id } of waiting) await reconcileAudit(tx, deps, seat, id);
}
