import type { Printing } from '../gs1/printing.js';
import { TraceResolver, type ProofOf } from './way.resolver.js';
import { WaysService } from './ways.service.js';

export { readCode } from './code.rules.js';
export { stampOf } from './stamp.js';
export type { ProofOf } from './way.resolver.js';
export { Trace, TraceProof, type TraceRow } from './way.types.js';

/** The query `trace`. */
export function createWay(printing: Printing, { proofOf }: { proofOf: ProofOf }): { resolvers: readonly object[] } {
  return { resolvers: [new TraceResolver(new WaysService(printing), proofOf)] };
}
