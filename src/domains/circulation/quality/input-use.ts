import { numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { recordStep, type BatchHead } from '../batch-ledger.js';
import { batchFor } from '../found.js';
import { stopBatch } from '../flow/stop.js';
import { breaches, intervalEnd } from './interval.rules.js';
import { qualityErrors } from './quality.errors.js';
import type { InputUseRecordInput } from './quality.inputs.js';
import { checkOrder, checkPastDay, checkText } from './text.rules.js';

/** The production record of what was used (投入品, mission D3). */
export class InputUseCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a use. Where it turns out that goods were taken while its interval ran, they are stopped wherever they are. Answers
   * the batch's key.
   */
  record(viewer: Viewer, { idempotencyKey, ...input }: InputUseRecordInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { inputUseRecord: input } };
    return commandOnce(this.db, key, async (tx) => {
      const now = this.clock.now();
      const today = todayInChina(now);
      checkPastDay(input.firstOn, today, 'firstOn');
      checkPastDay(input.lastOn, today, 'lastOn');
      checkOrder(input.firstOn, input.lastOn, 'lastOn');
      if (!Number.isInteger(input.intervalDays) || input.intervalDays < 0 || input.intervalDays > 3650)
        throw qualityErrors.refuse('BAD_INTERVAL', { field: 'intervalDays' });
      const batch = await batchFor(tx, viewer, ['collect', 'Batch'], input.batchId, 'batchId', { goods: true });
      const corrects = input.correctsId ? await this.corrected(tx, batch, input.correctsId) : null;
      const use = await this.write(tx, viewer, batch, input, corrects?.use ?? null);
      const noon = new Date(`${input.lastOn}T12:00:00+08:00`);
      await recordStep(tx, batch.id, {
        step: corrects ? 'CORRECTED' : 'INPUT_USED',
        at: noon < now ? noon : now,
        by: viewer.scope,
        input: { use, kind: input.kind, name: input.name.trim() },
        corrects: corrects?.sequence ?? null,
      });
      for (const taken of await this.taken(tx, batch, input))
        await stopBatch(tx, taken, {
          cause: 'INTERVAL',
          reason: `${input.name.trim()}: ${intervalEnd(input)}`,
          by: viewer.scope,
          now,
        });
      return batch.id;
    });
  }

  private async write(
    tx: Transaction,
    viewer: Viewer,
    batch: BatchHead,
    input: Omit<InputUseRecordInput, 'idempotencyKey'>,
    corrects: number | null,
  ): Promise<number> {
    const text = (field: 'name' | 'ingredient' | 'source' | 'dose' | 'purpose') =>
      checkText(input[field], field, 1, 120);
    const [use] = await tx.query<{ id: number }>(
      `insert into input_use(batch_id, kind, name, ingredient, source, dose, purpose, first_on, last_on, interval_days, interval_for, corrects, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8::text::date, $9::text::date, $10, $11, $12, $13)
       on conflict (corrects) do nothing returning id::float8 as id`,
      [
        batch.id,
        input.kind,
        text('name'),
        text('ingredient'),
        text('source'),
        text('dose'),
        text('purpose'),
        input.firstOn,
        input.lastOn,
        input.intervalDays,
        input.intervalFor,
        corrects,
        viewer.scope,
      ],
    );
    if (!use) throw qualityErrors.refuse('ALREADY_CORRECTED', { field: 'correctsId' });
    return use.id;
  }

  private async corrected(tx: Transaction, batch: BatchHead, id: string): Promise<{ use: number; sequence: number }> {
    const [found] = await tx.query<{ use: number; sequence: number }>(
      `select u.id::float8 as use, s.id::float8 as sequence from input_use u
         join batch_step s on s.batch_id = u.batch_id and (s.detail->'input'->>'use')::bigint = u.id where u.id = $1 and u.batch_id = $2`,
      [numericKey(id, 'InputUse'), batch.id],
    );
    if (!found) throw qualityErrors.refuse('NOT_OF_BATCH', { field: 'correctsId' });
    return found;
  }

  /** Batches taken while the interval ran: the field's own harvest, goods collected of it, or the goods themselves. */
  private async taken(
    tx: Transaction,
    batch: BatchHead,
    use: Pick<InputUseRecordInput, 'name' | 'firstOn' | 'lastOn' | 'intervalDays' | 'intervalFor'>,
  ): Promise<number[]> {
    if (use.intervalFor !== 'SALE')
      return batch.harvestedOn !== null && breaches(use, batch.harvestedOn) ? [batch.id] : [];
    const sold = await tx.query<{ id: number; day: string }>(
      `select b.id::float8 as id, to_char(b.made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from batch b
        where b.id = $1 and b.origin = 'COLLECTED' or b.id in (select batch_id from batch_input where input_id = $1) order by b.id`,
      [batch.id],
    );
    return sold.filter(({ day }) => breaches(use, day)).map(({ id }) => id);
  }
}
