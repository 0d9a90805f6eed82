import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { scaleOf } from '../../../shared/quantity.js';
import { logAssistedEntries, PRODUCER_TYPES, todayInChina } from '../../people/index.js';
import { checkDay, checkQuantity, checkText, daysAfter } from '../checks.rules.js';
import type { PlannedOutputDeclareInput } from './scale.inputs.js';

/** How far ahead output may be planned. */
const FURTHEST_DAYS = 3 * 366;

interface Grower {
  key: number;
  kind: string;
  village: string;
}

/** What producers mean to grow and raise. */
export class PlannedOutputs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Sets what a producer means to have ready on a day; 0 takes it back. Answers the plan's key, null when it is taken back. */
  declare(viewer: Viewer, { idempotencyKey, ...input }: PlannedOutputDeclareInput): Promise<number | null> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { plannedOutputDeclare: input } };
    return commandOnce(this.db, key, async (tx) => {
      const grower = await growerFor(tx, viewer, input.producerId);
      const goods = checkText(input.goods, 'goods', 1, 60);
      const today = todayInChina(this.clock.now());
      const last = daysAfter(today, FURTHEST_DAYS);
      const readyOn = checkDay(input.readyOn, 'readyOn', { first: today, last });
      const scale = scaleOf(input.unit);
      const quantity = checkQuantity(input.quantity, scale, 'quantity');
      const id = await this.write(tx, viewer, { ...input, goods, readyOn, scale, quantity }, grower);
      if (grower.kind === 'HOUSEHOLD')
        await logAssistedEntries(tx, { enteredBy: viewer.scope, enteredAs: viewer.role, source: 'FORM' }, [
          {
            householdKey: grower.key,
            subject: `planned-output:${goods}`,
            action: 'UPDATED',
            fields: ['quantity', 'readyOn'],
          },
        ]);
      return id;
    });
  }

  private async write(
    tx: Transaction,
    viewer: Viewer,
    plan: { industry: string; goods: string; unit: string; scale: number; quantity: number; readyOn: string },
    grower: Grower,
  ): Promise<number | null> {
    const which = [grower.key, plan.goods, plan.unit, plan.readyOn];
    if (plan.quantity === 0) {
      await tx.query(
        'delete from planned_output where producer_id = $1 and goods = $2 and unit = $3 and ready_on = $4::text::date',
        which,
      );
      return null;
    }
    const [row] = await tx.query<{ id: number }>(
      `insert into planned_output as o (producer_id, goods, unit, ready_on, village_code, industry, scale, quantity, declared_by)
       values ($1, $2, $3, $4::text::date, $5, $6, $7, $8, $9)
       on conflict (producer_id, goods, unit, ready_on) do update set quantity = excluded.quantity, industry = excluded.industry,
         declared_by = excluded.declared_by, declared_at = now(), version = o.version + 1
       returning id::float8 as id`,
      [...which, grower.village, plan.industry, plan.scale, plan.quantity, viewer.scope],
    );
    return row!.id;
  }
}

async function growerFor(tx: Transaction, viewer: Viewer, id: string): Promise<Grower> {
  const [grower] = await tx.query<Grower>(
    'select id::float8 as key, kind, village_code as village from producer where id = $1 and active',
    [numericKey(id, ...PRODUCER_TYPES)],
  );
  if (!grower || !may(viewer, 'declare', 'PlannedOutput', { place: grower.village, producer: grower.key }))
    throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
  return grower;
}
