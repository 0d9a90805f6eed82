import { uuidKey } from '../../platform/graphql/index.js';
import { commandOnce, type Transaction } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import { readAudit, resumeAudits, uploadAudit, type AuditUpload } from './audit/audit-upload.js';
import type { KioskCommandReportInput } from './commands/command.types.js';
import { reportCommand } from './commands/kiosk-commands.js';
import { takeHeartbeat, type Heartbeat } from './health/heartbeat.js';
import { uploadJournal, type JournalAnswer, type JournalUpload } from './journal/journal-upload.js';
import type { OutletDeps } from './outlet-deps.js';
import { ownKiosk, type Seat } from './seat.js';
import { authoriseVend, type Authorised } from './vends/vend-authorise.js';
import { reportVend, type VendReport } from './vends/vend-report.js';
import { reserveVend, type ReservedVend } from './vends/vend-reserve.js';
import type { VendAuthoriseInput, VendReportInput, VendReserveInput } from './vends/vend.types.js';

/** Finds the kiosk of whoever speaks: a device's own, or a channel's machine. */
export type FindSeat = (tx: Transaction) => Promise<Seat>;

export const seatOf =
  (viewer: Viewer): FindSeat =>
  (tx) =>
    ownKiosk(tx, viewer);

/**
 * What machines say and ask, whichever way it comes. Vends are once for their key; a heartbeat, an entry of the journal and
 * an audit file are themselves, and harmless when they come again.
 */
export class DeviceCommands {
  constructor(private readonly deps: OutletDeps) {}

  reserve(scope: string, seat: FindSeat, { idempotencyKey, slot }: VendReserveInput): Promise<ReservedVend> {
    return this.once(scope, idempotencyKey, { vendReserve: { slot } }, async (tx) =>
      reserveVend(tx, this.deps.desk, await seat(tx), slot),
    );
  }

  authorise(scope: string, seat: FindSeat, { idempotencyKey, vendId }: VendAuthoriseInput): Promise<Authorised> {
    return this.once(scope, idempotencyKey, { vendAuthorise: { vendId } }, async (tx) =>
      authoriseVend(tx, this.deps.tokens, await seat(tx), uuidKey(vendId, 'Vend')),
    );
  }

  report(scope: string, seat: FindSeat, { idempotencyKey, ...report }: VendReportInput): Promise<string> {
    return this.once(scope, idempotencyKey, { vendReport: report }, async (tx) =>
      reportVend(tx, this.deps, await seat(tx), report as VendReport),
    );
  }

  heartbeat(seat: FindSeat, beat: Heartbeat): Promise<number> {
    return this.deps.db.command(async (tx) => {
      const found = await seat(tx);
      await takeHeartbeat(tx, found, beat, this.deps.clock.now());
      return found.kiosk.id;
    });
  }

  journal(seat: FindSeat, upload: JournalUpload): Promise<JournalAnswer> {
    return this.deps.db.command(async (tx) => {
      const found = await seat(tx);
      const answer = await uploadJournal(tx, this.deps, found, upload);
      await resumeAudits(tx, this.deps, found);
      return answer;
    });
  }

  /** By its state: said again, it is refused as ended, and nothing is doubled. */
  reportCommand(seat: FindSeat, { commandId, state }: KioskCommandReportInput): Promise<string> {
    return this.deps.db.command(async (tx) =>
      reportCommand(tx, await seat(tx), uuidKey(commandId, 'KioskCommand'), state),
    );
  }

  async audit(seat: FindSeat, upload: AuditUpload): Promise<string> {
    const file = readAudit(upload.content);
    return this.deps.db.command(async (tx) => uploadAudit(tx, this.deps, await seat(tx), file, upload));
  }

  private once<Answer>(
    scope: string,
    key: string,
    input: object,
    work: (tx: Transaction) => Promise<Answer>,
  ): Promise<Answer> {
    return commandOnce(this.deps.db, { scope, key, input }, work);
  }
}
