import type { Printing } from '../gs1/printing.js';
import { TraceResolver, type ProofOf } from './way.resolver.js';
import { WaysService } from './ways.service.js';

export { readCode } from './code.rules.js';
export type { ProofOf } from './way.resolver.js';
export { Trace, TraceProof, type TraceRow } from './way.types.js';
export type { WaysService } from './ways.service.js';

/** The query `trace`, and what the page behind a code needs beside it. */
export function createWay(
  printing: Printing,
  { proofOf }: { proofOf: ProofOf },
): { ways: WaysService; resolvers: readonly object[] } {
  const ways = new WaysService(printing);
  return { ways, resolvers: [new TraceResolver(ways, proofOf)] };
}
