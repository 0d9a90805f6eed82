import type { Domain, Kernel } from '../kernel.js';
import { createLog, type Heads, type LogOptions } from './log/index.js';

export { latestHead, logChecks, postHead, writeHeads } from './log/index.js';
import { createTraceEvents, type EpcisDesk } from './events/index.js';
export {
  CAPTURE_FILE_LIMIT,
  CAPTURE_LIMIT,
  DOCUMENT_CONTEXT,
  EpcisDesk,
  EpcisProblem,
  problem,
  textOf,
  tokenOf,
  type AppendLeaves,
  type Behaviour,
  type CaptureJob,
  type NameList,
  type Paging,
  type Parameters,
  type Problem,
} from './events/index.js';

/** How goods are named outside: what printed codes lead to, and the county's GS1 company prefix. */
export interface TraceOptions extends LogOptions {
  /** null: this machine's own address. */
  readonly publicUrl: string | null;
  readonly gs1Prefix: string;
}

/** The way of every batch, told to buyers and partners, and proved. */
export function createTrace(kernel: Kernel, options: TraceOptions): Domain & { heads: Heads } {
  const log = createLog(kernel, options);
  return { heads: log.heads, resolvers: [...log.resolvers], recurring: [...(log.recurring ?? [])] };
export function createTrace(kernel: Kernel, { gs1Prefix }: TraceOptions): Domain & { epcis: EpcisDesk } {
  const events = createTraceEvents(kernel, { gs1Prefix });
  return events;
}
