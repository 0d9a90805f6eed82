import type { Domain, Kernel } from '../kernel.js';
import { createTraceEvents, type TraceEvents } from './events/index.js';
import { Printing } from './gs1/printing.js';
import { createLabels, type LabelsService } from './labels/index.js';
import { appendLeaves, createLog, logChecks, type Heads, type LogOptions } from './log/index.js';
import { createProofs, proofChecks, proofOf, type EventProofs } from './proofs/index.js';
import { createWay } from './way/index.js';

export {
  CAPTURE_FILE_LIMIT,
  CAPTURE_LIMIT,
  DOCUMENT_CONTEXT,
  EpcisDesk,
  EpcisProblem,
  problem,
  textOf,
  tokenOf,
  type Behaviour,
  type CaptureJob,
  type ExportChoice,
  type NameList,
  type Paging,
  type Parameters,
  type Problem,
} from './events/index.js';
export { hasCheckDigit } from './gs1/keys.js';
export { MOST_LABELS, type LabelsService } from './labels/index.js';
export { latestHead, postHead, writeHeads } from './log/index.js';
export type { EventProofs, NoProof } from './proofs/index.js';
export { readCode, stampOf, Trace, type TraceRow } from './way/index.js';

/** Rules of the log and of the events in it, for the audit of the books. */
export const traceChecks = [...logChecks, ...proofChecks];

/** How goods are named outside: what printed codes lead to, and the county's GS1 company prefix. */
export interface TraceOptions extends LogOptions {
  /** null: this machine's own address. */
  readonly publicUrl: string | null;
  /** Port of this server; 0 where the system chooses one. */
  readonly port: number;
  readonly gs1Prefix: string;
}

/** What the app shows of batches over HTTP: the page behind a code, labels, EPCIS, the log's heads and proofs. */
export interface TracePorts extends TraceEvents {
  readonly labels: LabelsService;
  readonly printing: Printing;
  readonly heads: Heads;
  readonly proofs: EventProofs;
}

/** The way of every batch, told to buyers and partners, and proved. */
export function createTrace(kernel: Kernel, options: TraceOptions): Domain & TracePorts {
  const { publicUrl, port, gs1Prefix } = options;
  const printing = new Printing(publicUrl ?? `http://127.0.0.1:${port}`, gs1Prefix);
  const log = createLog(kernel, options);
  const events = createTraceEvents(kernel, { gs1Prefix, appendLeaves });
  const way = createWay(printing, { proofOf });
  const proving = createProofs(kernel.db);
  const labelling = createLabels(kernel, printing);
  return {
    ...events,
    ...{ labels: labelling.labels, printing, heads: log.heads, proofs: proving.proofs },
    resolvers: [log, events, way, proving, labelling].flatMap(({ resolvers }) => resolvers),
    recurring: [log, events].flatMap(({ recurring }) => recurring ?? []),
  };
}
