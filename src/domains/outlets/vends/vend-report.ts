import { hashSecret } from '../../../platform/auth/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import type { OrderDesk } from '../../orders/index.js';
import { outletErrors } from '../outlets.errors.js';
import { notFound, type Seat } from '../seat.js';
import { SLOT_COLUMNS, tellSlot, type SlotState } from '../slots/slot-ledger.js';
import { clearAlert } from '../alerts/alerts.js';
import { flagVend, settleFailed, settleVended } from './settle-vend.js';
import { lockVend, moveVend, type VendFacts } from './vend-books.js';
import type { VendTokens } from './vend-token.js';
import { ruleOn, type VendResult, type VendSource } from './vend.rules.js';

export interface VendReport {
  token: string;
  result: VendResult;
  slotHealth?: 'OK' | 'JAMMED' | 'BROKEN' | null;
}

/** What a machine says of a vend, with the token that it was given for it. Answers the vend's id. */
export async function reportVend(
  tx: Transaction,
  { desk, tokens }: { desk: OrderDesk; tokens: VendTokens },
  seat: Seat,
  { token, result, slotHealth }: VendReport,
): Promise<string> {
  const grant = tokens.read(token);
  const vend = grant && (await lockVend(tx, seat.kiosk, grant.vend));
  // Another kiosk's token is one of nobody here.
  if (!vend || vend.tokenHash !== hashSecret(token)) throw outletErrors.refuse('TOKEN_INVALID', { field: 'token' });
  await applyResult(tx, desk, seat, vend, result, 'REPORT');
  if (slotHealth) await setHealth(tx, seat, vend.slot, slotHealth);
  return vend.id;
}

/** Lets a result take effect, whoever tells it: the state table decides. */
export async function applyResult(
  tx: Transaction,
  desk: OrderDesk,
  seat: Seat,
  vend: VendFacts,
  result: VendResult,
  source: VendSource,
  reason = 'vend failed',
): Promise<void> {
  const ruling = ruleOn(vend, result, source);
  switch (ruling.act) {
    case 'deny':
      throw outletErrors.refuse(ruling.code, { field: 'token', state: vend.state });
    case 'nothing':
      return;
    case 'flag':
      return flagVend(tx, seat, vend, ruling.flag, ruling.goods);
    case 'dispense':
      await moveVend(tx, vend.id, 'dispense', 'dispensing_at = clock_timestamp()');
      return;
    case 'vend':
      await settleVended(tx, desk, seat, vend, source);
      break;
    case 'fail':
      await settleFailed(tx, desk, seat, vend, source, reason);
  }
  await clearAlert(tx, seat.kiosk, 'VEND_UNKNOWN', seat.by, vend.id);
}

/** A jammed slot may have given out, and one that gave out may be jammed since: its health is a fact of its own. */
async function setHealth(tx: Transaction, { kiosk }: Seat, slotKey: number, health: string): Promise<void> {
  const [slot] = await tx.query<SlotState>(
    `update slot set health = $2, version = version + 1 where id = $1 and health <> $2 returning ${SLOT_COLUMNS}`,
    [slotKey, health],
  );
  if (slot) tellSlot(tx, kiosk, slot);
}

/** An operator who looked decides what became of a vend that nobody told of. */
export async function resolveVend(
  tx: Transaction,
  desk: OrderDesk,
  seat: Seat,
  vendId: string | null,
  result: 'VENDED' | 'FAILED',
  why: string,
): Promise<string> {
  const reason = why.trim();
  if (reason.length < 2 || reason.length > 200) throw outletErrors.refuse('REASON_REQUIRED', { field: 'reason' });
  const vend = await lockVend(tx, seat.kiosk, vendId);
  if (!vend) throw notFound('vendId', 'vend');
  if (vend.state !== 'UNKNOWN') throw outletErrors.refuse('INVALID_STATE', { field: 'vendId', state: vend.state });
  await applyResult(tx, desk, seat, vend, result, 'OPERATOR', reason);
  return vend.id;
}
