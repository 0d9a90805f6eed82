import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { batchPayload } from '../../circulation/index.js';
import type { FeedEvent } from '../../../platform/events/index.js';
import { OWN_PREFIXES, type EpcisEvent } from '../epcis/epcis.types.js';
import { declaredWrong, toEpcis, type ToldStep } from '../epcis/step-events.rules.js';
import type { StepNames } from '../epcis/step-names.rules.js';
import { attachBatches, keepEvents, type AppendLeaves, type NewTraceEvent } from './event-store.js';
import { eventHash, hashUri } from '../epcis/event-hash.js';

/** Steps in one transaction, at most. */
const AT_ONCE = 200;

/** Writes the events of the county's own batches: each step once, whether the event log tells of it or a look at the steps. */
export class OwnEvents {
  constructor(
    private readonly prefix: string,
    private readonly appendLeaves: AppendLeaves,
  ) {}

  /** Takes what the event log tells, in the transaction that moves the reader's place. */
  async follow(tx: Transaction, events: readonly FeedEvent[]): Promise<void> {
    await this.write(tx, events.map(batchPayload));
  }

  /** Writes every step that has no event yet, in one transaction: the log was restored, or went on without us. */
  async recover(tx: Transaction): Promise<void> {
    while ((await this.catchUpIn(tx)) === AT_ONCE);
  }

  /** Writes steps from before there were events, and any that were missed. Answers how many. */
  async catchUp(db: Database): Promise<number> {
    for (let written = 0; ;) {
      const steps = await db.command((tx) => this.catchUpIn(tx));
      written += steps;
      if (steps < AT_ONCE) return written;
    }
  }

  private async catchUpIn(tx: Transaction): Promise<number> {
    const steps = await tx.query<ToldStep>(BEHIND, [AT_ONCE]);
    await this.write(tx, steps);
    return steps.length;
  }

  private async write(tx: Transaction, steps: readonly ToldStep[]): Promise<void> {
    if (steps.length === 0) return;
    const names = await this.namesFor(tx, steps);
    const known = await this.corrected(tx, steps);
    const drafts: NewTraceEvent[] = [];
    const about: number[][] = [];
    for (const step of steps) {
      const event = toEpcis(step, names);
      const eventID = hashUri(eventHash(event, OWN_PREFIXES));
      const wrong = step.corrects === null ? undefined : known.get(step.corrects);
      known.set(step.sequence, { ...event, eventID });
      const told = wrong ? [declaredWrong(wrong, step.occurredAt, eventID), event] : [event];
      for (const one of told) {
        drafts.push({ event: one, prefixes: OWN_PREFIXES, step: step.sequence, capturedBy: null, capture: null });
        about.push([step.batch, ...step.inputs.map(({ batch }) => batch)]);
      }
    }
    const kept = await keepEvents(tx, drafts, this.appendLeaves);
    const pairs = kept.flatMap(({ id }, i) => (id === null ? [] : about[i]!.map((batch) => ({ event: id, batch }))));
    await attachBatches(tx, pairs);
  }

  private async namesFor(tx: Transaction, steps: readonly ToldStep[]): Promise<StepNames> {
    const products = new Map(steps.map(({ batch, product }) => [batch, product]));
    const parts = steps.flatMap(({ inputs }) => inputs.map(({ batch }) => batch));
    const rows = await tx.query<{ batch: number; product: number }>(
      'select id::float8 as batch, product_id::float8 as product from batch where id = any($1::bigint[])',
      [parts],
    );
    for (const { batch, product } of rows) products.set(batch, product);
    const sites = await tx.query<{ code: string; id: number }>(
      'select code, id::float8 as id from site where code = any($1::text[])',
      [steps.flatMap(({ site, from }) => [site, from]).filter((code) => code !== null)],
    );
    return { prefix: this.prefix, products, sites: new Map(sites.map(({ code, id }) => [code, id])) };
  }

  /** Events of steps that these say were wrong, by the step. */
  private async corrected(tx: Transaction, steps: readonly ToldStep[]): Promise<Map<number, EpcisEvent>> {
    const wrong = steps.map(({ corrects }) => corrects).filter((step) => step !== null);
    if (wrong.length === 0) return new Map();
    const rows = await tx.query<{ step: number; event: EpcisEvent }>(
      'select step_id::float8 as step, event from trace_event where step_id = any($1::bigint[]) and error_at is null',
      [wrong],
    );
    return new Map(rows.map(({ step, event }) => [step, event]));
  }
}

/** Steps as the event log tells them, the oldest first. */
const BEHIND = `
  select s.step, s.id::float8 as sequence, b.id::float8 as batch, b.code, b.product_id::float8 as product, b.place_code as place,
         b.unit, b.scale, s.detail->>'site' as site, s.detail->>'from' as "from", (s.detail->>'quantity')::float8 as quantity,
         coalesce(s.detail->'inputs', '[]') as inputs, s.detail->'input' as input, s.detail->'inspection' as inspection,
         s.detail->>'certificate' as certificate, (s.detail->>'lost')::float8 as lost,
         (s.detail->>'corrects')::float8 as corrects,
         to_char(s.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from batch_step s join batch b on b.id = s.batch_id
   where not exists (select 1 from trace_event e where e.step_id = s.id and e.error_at is null)
   order by s.id limit $1`;
