import { z, type DeliveryResult } from 'yizhan/plugin-kit';
import { TopFault, type FaultKind } from '../top/faults.js';

const OUTCOMES = { retry: 'retry', fix: 'permanent', suspend: 'suspend' } as const satisfies Record<FaultKind, string>;

/** What a fault means for a delivery: it is that delivery's alone, whatever it was. */
export function resultOf(fault: unknown): DeliveryResult {
  if (fault instanceof TopFault) {
    const { code, message, afterSeconds } = fault;
    const outcome = OUTCOMES[fault.kind];
    return outcome === 'retry' ? { outcome, code, message, afterSeconds } : { outcome, code, message };
  }
  if (fault instanceof z.ZodError)
    return permanent('UNREADABLE', fault.issues.map(({ message }) => message).join('; '));
  return { outcome: 'retry', code: 'FAILED', message: fault instanceof Error ? fault.message : String(fault) };
}

export const OK: DeliveryResult = { outcome: 'ok' };

export const permanent = (code: string, message: string): DeliveryResult => ({ outcome: 'permanent', code, message });
