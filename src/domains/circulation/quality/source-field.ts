import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { todayInChina } from '../../people/index.js';
import { readBatch, type BatchHead } from '../batch-ledger.js';
import { isStopped, type BatchStateName, type InspectionClassName } from '../batch.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { refuseInterval, refuseWithheld } from './withheld-goods.js';

export type SourceField = BatchHead;

/**
 * The field, herd or flock that goods come from, fit for sale today. Eggs are taken from a flock that goes on; of anything
 * else the harvest or slaughter comes first. Goods of no named field are refused while an interval runs on any of theirs.
 */
export async function sourceField(
  tx: Transaction,
  {
    fieldId,
    product,
    class: kind,
    now,
  }: { fieldId: string | null; product: number; class: InspectionClassName; now: Date },
): Promise<SourceField | null> {
  if (fieldId === null) {
    await refuseWithheld(tx, product, now);
    return null;
  }
  const field = await readBatch(tx, numericKey(fieldId, 'Batch'));
  if (!field || field.product !== product)
    throw generalErrors.refuse('NOT_FOUND', { field: 'fieldId', thing: 'batch' });
  if (field.origin !== 'FIELD') throw circulationErrors.refuse('NOT_A_FIELD', { field: 'fieldId' });
  refuseStopped(field);
  if (field.harvestedOn === null && kind !== 'EGGS')
    throw circulationErrors.refuse('NOT_HARVESTED', { field: 'fieldId' });
  await refuseInterval(tx, [field.id], ['SALE'], todayInChina(now), 'fieldId');
  return field;
}

/** Holds the field against being stopped until what was taken from it is written. Stock items are locked before. */
export async function holdField(tx: Transaction, { id }: SourceField): Promise<void> {
  const [now] = await tx.query<{ code: string; state: BatchStateName }>(
    'select code, state from batch where id = $1 for share',
    [id],
  );
  refuseStopped(now!);
}

function refuseStopped({ code, state }: { code: string; state: BatchStateName }): void {
  if (isStopped(state)) throw circulationErrors.refuse('BATCH_STOPPED', { field: 'fieldId', batch: code });
}
