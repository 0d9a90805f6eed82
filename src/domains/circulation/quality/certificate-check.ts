import type { Transaction } from '../../../platform/persistence/index.js';
import type { BatchOriginName, InspectionClassName } from '../batch.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { needsCertificate } from './certificate.rules.js';

/** Refuses goods that must carry a certificate of their own batch and have none. */
export async function refuseUncertified(tx: Transaction, batches: readonly number[]): Promise<void> {
  const bare = await tx.query<{ code: string; class: InspectionClassName; origin: BatchOriginName; ofScale: boolean }>(
    `select b.code, b.class, b.origin, exists (
              select 1 from batch_producer p join producer r on r.id = p.producer_id where p.batch_id = b.id and r.kind <> 'HOUSEHOLD') as "ofScale"
       from batch b where b.id = any($1)
        and not exists (select 1 from conformity_certificate c where c.batch_id = b.id and c.voided_at is null) order by b.id`,
    [batches],
  );
  const wanting = bare.find(needsCertificate);
  if (wanting) throw circulationErrors.refuse('CERTIFICATE_MISSING', { batch: wanting.code });
}
