import { DomainError, Refusals } from '../../shared/domain-error.js';
import type { CommandRefusal, CommandResult, Json } from '../../plugin-kit/index.js';

export const done = (values: Readonly<Record<string, Json>>, duplicate: boolean): CommandResult => ({
  status: 'done',
  duplicate,
  values,
});

export const refused = (code: CommandRefusal, message: string, field?: string | null): CommandResult => ({
  status: 'refused',
  code,
  message,
  ...(field && { field }),
});

/** What a domain's code means to a plug-in; every other is a fault of what was given: `INVALID`. */
const REFUSALS: Readonly<Record<string, CommandRefusal>> = {
  NOT_FOUND: 'NOT_FOUND',
  UNKNOWN_ORDER: 'NOT_FOUND',
  UNKNOWN_REFUND: 'NOT_FOUND',
  UNKNOWN_ORIGINAL: 'NOT_FOUND',
  UNKNOWN_PRODUCT: 'UNKNOWN_PRODUCT',
  OUT_OF_STOCK: 'OUT_OF_STOCK',
  INVALID_STATE: 'INVALID_STATE',
  RESERVATION_EXPIRED: 'INVALID_STATE',
  PARTLY_SHIPPED: 'INVALID_STATE',
  LINE_SHIPPED: 'INVALID_STATE',
  LINE_CANCELLED: 'INVALID_STATE',
  AMOUNT_MISMATCH: 'AMOUNT_MISMATCH',
  OVER_REFUND: 'AMOUNT_MISMATCH',
  SLOT_EMPTY: 'OUT_OF_STOCK',
  SLOT_OUT_OF_ORDER: 'OUT_OF_STOCK',
  NOT_PAID: 'INVALID_STATE',
  TOKEN_INVALID: 'NOT_PERMITTED',
  TOKEN_EXPIRED: 'INVALID_STATE',
  TOKEN_USED: 'INVALID_STATE',
  DOOR_OPEN: 'INVALID_STATE',
  TOO_WARM: 'INVALID_STATE',
  LOCKED: 'INVALID_STATE',
  COMMAND_EXPIRED: 'INVALID_STATE',
  COMMAND_ENDED: 'INVALID_STATE',
  CONFLICT: 'CONFLICT',
  KEY_REUSED: 'CONFLICT',
  OVER_RETURN: 'OVER_RETURN',
  BAD_CREDENTIALS: 'NOT_PERMITTED',
};

/** Refusals that say nothing of the command: it is tried again. */
const PASSING = new Set(['BUSY']);

/** The refusal that an expected failure is; null for a bug, and for what will pass. */
export function refusalOf(error: unknown): CommandResult | null {
  const failure = error instanceof Refusals ? error.errors[0] : error instanceof DomainError ? error : undefined;
  if (!failure || PASSING.has(failure.code)) return null;
  return refused(REFUSALS[failure.code] ?? 'INVALID', failure.say('en'), failure.field);
}
