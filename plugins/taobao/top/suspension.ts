import { AccountRefused } from 'yizhan/plugin-kit';
import { TopFault } from './faults.js';

/** A look that the shop is refused for suspends the connection; every other fault is thrown as it is, and tried again. */
export function asSuspension(fault: unknown): never {
  if (fault instanceof TopFault && fault.kind === 'suspend') throw new AccountRefused(fault.code, fault.message);
  throw fault;
}
