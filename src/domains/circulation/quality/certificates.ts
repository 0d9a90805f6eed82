import { randomBytes } from 'node:crypto';
import { generalErrors, numericKey, uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { lockBatches, recordStep, whereabouts, type BatchHead } from '../batch-ledger.js';
import { isStopped, printedCode } from '../batch.rules.js';
import { batchKey } from '../found.js';
import { isCovered, untested } from './certificate.rules.js';
import { ANCESTRY, inputUsesOf } from './input-uses.js';
import { blockingUse } from './interval.rules.js';
import { qualityErrors } from './quality.errors.js';
import { checkText } from './text.rules.js';
import { CertificateBasis, type CertificateIssueInput, type CertificateVoidInput } from './trust.inputs.js';

export const certificateCell = (number: string) => ({
  table: 'conformity_certificate',
  column: 'contact',
  row: number,
});

/** 承诺达标合格证 (mission D7): issued for one batch; what is mixed or repacked needs one of its own. */
export class CertificateCommands {
  constructor(
    private readonly db: Database,
    private readonly privacy: Privacy,
    private readonly clock: Clock,
  ) {}

  /** Answers the certificate's key. */
  issue(viewer: Viewer, { idempotencyKey, ...input }: CertificateIssueInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { certificateIssue: input } };
    return commandOnce(this.db, key, async (tx) => {
      const promisor = checkText(input.promisor, 'promisor', 2, 60);
      const contact = input.contact ? checkText(input.contact, 'contact', 2, 60) : null;
      const batch = await this.batch(tx, viewer, input.batchId);
      const now = this.clock.now();
      const today = todayInChina(now);
      const uses = await inputUsesOf(tx, [batch.id]);
      const running = blockingUse(uses, ['SALE'], today);
      if (running)
        throw qualityErrors.refuse('INTERVAL_RUNNING', {
          field: 'batchId',
          input: running.use.name,
          endsOn: running.endsOn,
        });
      const report = await this.report(tx, batch.id, input);
      const drugs = uses.filter(({ kind }) => kind !== 'FEED_ADDITIVE').map(({ ingredient }) => ingredient);
      const missing = report ? untested(drugs, report.items) : [];
      if (missing.length > 0)
        throw qualityErrors.refuse('UNTESTED_INPUTS', { field: 'inspectionId', inputs: missing.join('、') });
      const number = printedCode('C', now, randomBytes(8));
      const [made] = await tx.query<{ id: number }>(
        `insert into conformity_certificate(number, batch_id, product_name, quantity, unit, scale, origin, issued_on, promisor, contact_sealed,
                basis, tested_items, inspection_id, issued_by)
         select $1, $2, $3, $4, $5, $6, concat_ws('', c.name, t.name, case when p.level = 'VILLAGE' then p.name end), $7::text::date, $8, $9, $10, $11, $12, $13
           from place p left join place t on t.code = left(p.code, 9) and p.level <> 'COUNTY' left join place c on c.code = left(p.code, 6) where p.code = $14
         on conflict (batch_id) where voided_at is null do nothing returning id::float8 as id`,
        [
          ...[number, batch.id, batch.productName, batch.quantity, batch.unit, batch.scale, today, promisor],
          contact && this.privacy.seal(contact, certificateCell(number)),
          ...[input.basis, report?.items ?? [], report?.id ?? null, viewer.scope, batch.place],
        ],
      );
      if (!made) throw await this.already(tx, batch.id);
      await recordStep(tx, batch.id, {
        step: 'CERTIFIED',
        at: now,
        by: viewer.scope,
        site: await whereabouts(tx, batch),
        quantity: batch.quantity,
        certificate: number,
      });
      return made.id;
    });
  }

  void(viewer: Viewer, input: CertificateVoidInput): Promise<number> {
    return this.db.command(async (tx) => {
      const reason = checkText(input.reason, 'reason', 2, 200);
      const [found] = await tx.query<{ id: number; place: string; voided: boolean }>(
        `select c.id::float8 as id, b.place_code as place, c.voided_at is not null as voided
           from conformity_certificate c join batch b on b.id = c.batch_id where c.id = $1 for update of c`,
        [numericKey(input.certificateId, 'ConformityCertificate')],
      );
      if (!found || !may(viewer, 'certify', 'Batch', { place: found.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'certificateId', thing: 'certificate' });
      if (found.voided) throw qualityErrors.refuse('ALREADY_VOID', { field: 'certificateId' });
      await tx.query('update conformity_certificate set voided_at = $2, void_reason = $3 where id = $1', [
        found.id,
        this.clock.now().toISOString(),
        reason,
      ]);
      return found.id;
    });
  }

  private async batch(tx: Transaction, viewer: Viewer, id: string): Promise<BatchHead> {
    const key = batchKey(id, 'batchId');
    const batch = (await lockBatches(tx, [key])).get(key);
    const producers = await tx.query<{ id: number }>(
      'select producer_id::float8 as id from batch_producer where batch_id = $1',
      [key],
    );
    // A producer promises for a batch that is wholly theirs.
    const producer = producers.length === 1 ? producers[0]!.id : undefined;
    if (!batch || !may(viewer, 'certify', 'Batch', { place: batch.place, producer }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'batchId', thing: 'batch' });
    if (batch.origin === 'FIELD') throw qualityErrors.refuse('NO_GOODS', { field: 'batchId' });
    if (!isCovered(batch.class)) throw qualityErrors.refuse('NOT_COVERED', { field: 'batchId' });
    if (isStopped(batch.state)) throw qualityErrors.refuse('BATCH_STOPPED', { field: 'batchId', batch: batch.code });
    return batch;
  }

  /** The passed report that the promise rests on, of this batch or of one that went into it. */
  private async report(
    tx: Transaction,
    batch: number,
    { basis, inspectionId }: Pick<CertificateIssueInput, 'basis' | 'inspectionId'>,
  ): Promise<{ id: string; items: string[] } | null> {
    if (basis !== CertificateBasis.TEST) {
      if (inspectionId) throw qualityErrors.refuse('NOT_OF_BATCH', { field: 'inspectionId' });
      return null;
    }
    const [report] = await tx.query<{ id: string; items: string[] }>(
      `${ANCESTRY}
       select i.id, (select json_agg(r.item order by r.line) from inspection_result r where r.inspection_id = i.id) as items
         from inspection i join way on way.id = i.batch_id where i.id = $2 and i.result = 'PASSED'
          and not exists (select 1 from inspection c where c.corrects = i.id)`,
      [[batch], uuidKey(inspectionId ?? '', 'Inspection')],
    );
    if (!report) throw qualityErrors.refuse('NOT_PASSED', { field: 'inspectionId' });
    return report;
  }

  private async already(tx: Transaction, batch: number): Promise<Error> {
    const [live] = await tx.query<{ number: string }>(
      'select number from conformity_certificate where batch_id = $1 and voided_at is null',
      [batch],
    );
    return qualityErrors.refuse('ALREADY_CERTIFIED', { field: 'batchId', number: live?.number });
  }
}
