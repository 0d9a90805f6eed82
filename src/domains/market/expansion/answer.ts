import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { widenMember } from '../../circulation/index.js';
import { logAssistedEntries, todayInChina } from '../../people/index.js';
import { checkDay, daysAfter } from '../checks.rules.js';
import { marketErrors } from '../market.errors.js';
import { expansionEvent, type ExpansionState } from './expansion.events.js';
import type { ExpansionPlanAnswerInput } from './expansion.inputs.js';

/** How far ahead an accepted plan may be ready. */
const FURTHEST_DAYS = 3 * 366;

interface Plan {
  id: number;
  producer: number;
  village: string;
  product: number;
  member: number | null;
  quantity: number;
  state: ExpansionState;
  lapsed: boolean;
  willing: boolean;
}

const PLAN = `
  select e.id::float8 as id, e.producer_id::float8 as producer, e.village_code as village, e.product_id::float8 as product,
         e.member_id::float8 as member, e.quantity::float8 as quantity, e.state, e.expires_at <= $2::timestamptz as lapsed, h.willing
    from expansion_plan e join household h on h.id = e.producer_id where e.id = $1 for no key update of e`;

/** What it then plans to have ready, in the words of the catalogue, on top of what it planned for that day already. */
const PLAN_OUTPUT = `
  insert into planned_output as o (producer_id, village_code, industry, goods, unit, scale, quantity, ready_on, declared_by, declared_at)
  select $1, $2, p.industry, p.name, p.unit, p.scale, $3, $4::text::date, $5, $6::timestamptz from product p where p.id = $7
  on conflict (producer_id, goods, unit, ready_on) do update set quantity = o.quantity + excluded.quantity,
    declared_by = excluded.declared_by, declared_at = excluded.declared_at, version = o.version + 1`;

/** Nothing is grown for a household without its own word: it accepts, or it does not. */
export class ExpansionAnswers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the plan's key. */
  answer(viewer: Viewer, { idempotencyKey, ...input }: ExpansionPlanAnswerInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { expansionPlanAnswer: input } };
    return commandOnce(this.db, key, async (tx) => {
      const now = this.clock.now();
      const plan = await this.find(tx, viewer, input.planId, now);
      const state = plan.lapsed && plan.state === 'PROPOSED' ? 'EXPIRED' : plan.state;
      if (state !== 'PROPOSED') throw marketErrors.refuse('ALREADY_ANSWERED', { field: 'planId', state });
      if (input.accept && !plan.willing) throw marketErrors.refuse('NOT_WILLING', { field: 'accept' });
      const readyOn = input.accept ? this.day(input.readyOn, now) : null;
      const [{ version } = { version: 0 }] = await tx.query<{ version: number }>(
        `update expansion_plan set state = $2, ready_on = $3::text::date, answered_at = $4, answered_by = $5, version = version + 1
          where id = $1 and state = 'PROPOSED' returning version`,
        [plan.id, input.accept ? 'ACCEPTED' : 'DECLINED', readyOn, now.toISOString(), viewer.scope],
      );
      if (readyOn !== null) await this.accepted(tx, viewer, plan, { readyOn, now });
      await logAssistedEntries(tx, { enteredBy: viewer.scope, enteredAs: viewer.role, source: 'FORM' }, [
        {
          householdKey: plan.producer,
          subject: `expansion-plan:${plan.id}`,
          action: 'UPDATED',
          fields: ['state', 'readyOn'],
        },
      ]);
      tx.emit(
        expansionEvent(version, {
          plan: plan.id,
          place: plan.village,
          producer: plan.producer,
          state: input.accept ? 'ACCEPTED' : 'DECLINED',
        }),
      );
      return plan.id;
    });
  }

  private async accepted(
    tx: Transaction,
    viewer: Viewer,
    { producer, village, quantity, product, member }: Plan,
    { readyOn, now }: { readyOn: string; now: Date },
  ): Promise<void> {
    await tx.query(PLAN_OUTPUT, [producer, village, quantity, readyOn, viewer.scope, now.toISOString(), product]);
    if (member !== null) await widenMember(tx, member, quantity);
  }

  private async find(tx: Transaction, viewer: Viewer, id: string, now: Date): Promise<Plan> {
    const [plan] = await tx.query<Plan>(PLAN, [numericKey(id, 'ExpansionPlan'), now.toISOString()]);
    if (!plan || !may(viewer, 'answer', 'ExpansionPlan', { place: plan.village, producer: plan.producer }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'planId', thing: 'plan' });
    return plan;
  }

  private day(readyOn: string | null | undefined, now: Date): string {
    const first = todayInChina(now);
    return checkDay(readyOn ?? '', 'readyOn', { first, last: daysAfter(first, FURTHEST_DAYS) });
  }
}
