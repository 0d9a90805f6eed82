import { setImmediate } from 'node:timers/promises';
import type { Transaction } from '../../../../platform/persistence/index.js';
import { keepEvents, type AppendLeaves, type Kept } from '../event-store.js';
import { problem, type Problem } from '../problems.js';
import { eventProblems, prefixesWithin, type CaptureDocument } from './capture-document.rules.js';
import { attachNamedLots } from './lots-named.js';

/** All of a document or what is right of it. */
export type Behaviour = 'rollback' | 'proceed';

export interface CaptureResult {
  readonly captured: number;
  /** Events that were there already. */
  readonly repeated: number;
  readonly errors: readonly Problem[];
  /** Ids of those kept or there already, in the document's order. */
  readonly eventIds: readonly string[];
}

interface Whose {
  readonly capturedBy: string;
  readonly capture: string | null;
  readonly behaviour: Behaviour;
  readonly now: Date;
}

/** Errors that a job tells, at most: the rest are of the same kind, mostly. */
const TOLD = 100;
const AT_ONCE = 500;
const BREATH = 200;

/** Keeps a document's events in one transaction. With `rollback` a single wrong one leaves nothing of it. */
export class EventCapture {
  constructor(
    private readonly prefix: string,
    private readonly appendLeaves: AppendLeaves,
  ) {}

  async keep(tx: Transaction, { prefixes, events }: CaptureDocument, whose: Whose): Promise<CaptureResult> {
    const errors: Problem[] = [];
    const right: number[] = [];
    for (const [at, event] of events.entries()) {
      // The checks of thousands may not keep the process from all else.
      if (at > 0 && at % BREATH === 0) await setImmediate();
      const faults = eventProblems(event, prefixes, whose.now);
      if (faults.length === 0) right.push(at);
      else errors.push(wrong(at, faults.join('; ')));
    }
    if (errors.length > 0 && whose.behaviour === 'rollback') return nothing(errors);
    try {
      return await tx.attempt(() => this.keepRight(tx, { prefixes, events }, right, whose, errors));
    } catch (error) {
      if (error instanceof Unwanted) return nothing(error.errors);
      throw error;
    }
  }

  private async keepRight(
    tx: Transaction,
    { prefixes, events }: CaptureDocument,
    right: readonly number[],
    { capturedBy, capture, behaviour }: Whose,
    errors: Problem[],
  ): Promise<CaptureResult> {
    const kept: Kept[] = [];
    for (let from = 0; from < right.length; from += AT_ONCE) {
      const some = right.slice(from, from + AT_ONCE);
      const drafts = some.map((at) => ({
        event: events[at]!,
        prefixes: prefixesWithin(events[at]!, prefixes),
        step: null,
        capturedBy,
        capture,
      }));
      const done = await keepEvents(tx, drafts, this.appendLeaves);
      done.forEach(({ outcome, eventId }, i) => {
        if (outcome === 'TAKEN') errors.push(wrong(some[i]!, `/eventID: ${eventId} is another event's`));
      });
      if (errors.length > 0 && behaviour === 'rollback') throw new Unwanted(errors);
      await attachNamedLots(tx, done, this.prefix);
      kept.push(...done);
    }
    const of = (outcome: Kept['outcome']) => kept.filter((one) => one.outcome === outcome).length;
    return {
      captured: of('NEW'),
      repeated: of('REPEATED'),
      errors: errors.slice(0, TOLD),
      eventIds: kept.filter(({ outcome }) => outcome !== 'TAKEN').map(({ eventId }) => eventId),
    };
  }
}

/** Takes back what was written before the first fault was met. */
class Unwanted extends Error {
  constructor(readonly errors: readonly Problem[]) {
    super('an event of the document may not be kept');
  }
}

const wrong = (at: number, detail: string) => problem('ValidationException', detail, `/epcisBody/eventList/${at}`);
const nothing = (errors: readonly Problem[]): CaptureResult => ({
  captured: 0,
  repeated: 0,
  errors: errors.slice(0, TOLD),
  eventIds: [],
});
