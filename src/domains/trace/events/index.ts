import type { Domain, Kernel } from '../../kernel.js';
import { CAPTURE_JOB, CaptureJobs } from './capture/capture-jobs.js';
import { EventCapture } from './capture/capture-events.js';
import { EpcisDesk } from './epcis-desk.js';
import { EventExport } from './event-export.js';
import type { AppendLeaves } from './event-store.js';
import { OwnEvents } from './own-events.js';
import { EventReader } from './query/event-reader.js';
import { NameLists } from './query/name-lists.js';
import { NamedQueries } from './query/named-queries.js';
import { traceEventByKey } from './trace-event.reads.js';
import { TraceEventsResolver } from './trace-events.resolver.js';
import { traceEventRules } from './trace-events.policy.js';

export { CAPTURE_FILE_LIMIT, CAPTURE_LIMIT } from './capture/capture-document.rules.js';
export type { Behaviour } from './capture/capture-events.js';
export type { CaptureJob } from './capture/capture-jobs.js';
export { EpcisDesk, textOf, tokenOf, type Answer, type Paging } from './epcis-desk.js';
export type { NameList } from './event-marks.rules.js';
export type { EventExport, ExportChoice } from './event-export.js';
export { EpcisProblem, problem, type Problem } from './problems.js';
export { visibleEvents } from './query/event-reader.js';
export { TraceEvent, type TraceEventRow } from './trace-event.types.js';
export { DOCUMENT_CONTEXT } from './query/event-documents.rules.js';
export type { Parameters } from './query/event-query.rules.js';

export interface TraceEventsOptions {
  readonly gs1Prefix: string;
  /** The transparency log's end. */
  readonly appendLeaves: AppendLeaves;
}

/** What the app reaches of it. */
export interface TraceEvents {
  readonly epcis: EpcisDesk;
  readonly eventExport: EventExport;
}

/** EPCIS events: our own of every step of a batch, those that partners capture, and the standard's questions to both. */
export function createTraceEvents(
  { db, policy, nodes, clock }: Kernel,
  { gs1Prefix, appendLeaves }: TraceEventsOptions,
): Domain & TraceEvents {
  policy.define(traceEventRules);
  nodes.register('TraceEvent', (context, key) => traceEventByKey(context, Number(key)), 'number');
  const own = new OwnEvents(gs1Prefix, appendLeaves);
  const captures = new CaptureJobs(db, clock, new EventCapture(gs1Prefix, appendLeaves));
  const epcis = new EpcisDesk(clock, new EventReader(db), new NameLists(db), new NamedQueries(db), captures);
  return {
    epcis,
    eventExport: new EventExport(db, clock, own),
    resolvers: [new TraceEventsResolver()],
    jobs: { [CAPTURE_JOB]: captures.run },
    recurring: [{ name: 'trace.catch-up', everySeconds: 600, work: async () => void (await own.catchUp(db)) }],
    followers: [
      {
        name: 'trace.events',
        kinds: ['batch'],
        handle: (tx, events) => own.follow(tx, events),
        lost: (tx) => own.recover(tx),
      },
    ],
  };
}
