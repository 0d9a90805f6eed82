import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { lockBatches } from '../batch-ledger.js';
import { circulationErrors } from '../circulation.errors.js';
import { batchKey, producerFor } from '../found.js';
import type { BatchBrandInput } from '../flow/flow.inputs.js';
import { isRealDay } from './day.rules.js';
import { qualityErrors } from './quality.errors.js';
import { checkOrder, checkText } from './text.rules.js';
import {
  HeritageKind,
  type BrandLicenceGrantInput,
  type BrandLicenceRevokeInput,
  type HeritageMarkGrantInput,
} from './trust.inputs.js';

/** Use of the county's brands (mission C8, E1) and of heritage marks (E2). */
export class BrandCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  grant(viewer: Viewer, { idempotencyKey, ...input }: BrandLicenceGrantInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { brandLicenceGrant: input } };
    return commandOnce(this.db, key, async (tx) => {
      const evidence = checkText(input.evidence, 'evidence', 2, 200);
      for (const field of ['fromOn', 'untilOn'] as const)
        if (!isRealDay(input[field]))
          throw qualityErrors.refuse('BAD_DAY', { field, expected: '没有这一天', expectedEn: 'there is no such day' });
      checkOrder(input.fromOn, input.untilOn, 'untilOn');
      const producer = await producerFor(tx, input.producerId, 'producerId');
      if (!may(viewer, 'license', 'Brand', { place: producer.village }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
      const [brand] = await tx.query('select code from brand where code = $1', [input.brandCode]);
      if (!brand) throw qualityErrors.refuse('UNKNOWN_BRAND', { field: 'brandCode' });
      const [made] = await tx.query<{ id: number }>(
        `insert into brand_licence(brand_code, producer_id, evidence, from_on, until_on, granted_by)
         values ($1, $2, $3, $4::text::date, $5::text::date, $6) returning id::float8 as id`,
        [input.brandCode, producer.key, evidence, input.fromOn, input.untilOn, viewer.scope],
      );
      return made!.id;
    });
  }

  revoke(viewer: Viewer, input: BrandLicenceRevokeInput): Promise<number> {
    return this.db.command(async (tx) => {
      const reason = checkText(input.reason, 'reason', 2, 200);
      const [found] = await tx.query<{ id: number; place: string; revoked: boolean }>(
        `select l.id::float8 as id, p.village_code as place, l.revoked_at is not null as revoked
           from brand_licence l join producer p on p.id = l.producer_id where l.id = $1 for update of l`,
        [numericKey(input.licenceId, 'BrandLicence')],
      );
      if (!found || !may(viewer, 'license', 'Brand', { place: found.place }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'licenceId', thing: 'licence' });
      if (found.revoked) throw qualityErrors.refuse('ALREADY_REVOKED', { field: 'licenceId' });
      await tx.query('update brand_licence set revoked_at = $2, revoke_reason = $3 where id = $1', [
        found.id,
        this.clock.now().toISOString(),
        reason,
      ]);
      return found.id;
    });
  }

  /** 统一收集, 检测, 品牌: only a batch that was collected and passed, of producers who all may use the mark, carries it. */
  brandBatch(viewer: Viewer, input: BatchBrandInput): Promise<number> {
    return this.db.command(async (tx) => {
      const key = batchKey(input.batchId, 'batchId');
      const batch = (await lockBatches(tx, [key])).get(key);
      if (!batch || !may(viewer, 'handle', 'Batch', { place: batch.place, site: batch.site ?? undefined }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'batchId', thing: 'batch' });
      const [brand] = await tx.query('select code from brand where code = $1', [input.brandCode]);
      if (!brand) throw qualityErrors.refuse('UNKNOWN_BRAND', { field: 'brandCode' });
      if (!(await this.collected(tx, batch.id))) throw qualityErrors.refuse('NOT_COLLECTED', { field: 'batchId' });
      if (batch.state !== 'PASSED') throw qualityErrors.refuse('NOT_PASSED', { field: 'batchId' });
      const [without] = await tx.query<{ name: string }>(
        `select r.display_name as name from batch_producer p join producer r on r.id = p.producer_id
          where p.batch_id = $1 and not exists (
            select 1 from brand_licence l where l.producer_id = p.producer_id and l.brand_code = $2 and l.revoked_at is null
               and $3::text::date between l.from_on and l.until_on) order by r.id limit 1`,
        [batch.id, input.brandCode, todayInChina(this.clock.now())],
      );
      if (without) throw qualityErrors.refuse('NOT_LICENSED', { field: 'brandCode', producer: without.name });
      await tx.query('update batch set brand_code = $2 where id = $1', [batch.id, input.brandCode]);
      return batch.id;
    });
  }

  grantHeritage(viewer: Viewer, { idempotencyKey, ...input }: HeritageMarkGrantInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { heritageMarkGrant: input } };
    return commandOnce(this.db, key, async (tx) => {
      const name = checkText(input.name, 'name', 2, 40);
      if (input.evidence.length < 1 || input.evidence.length > 20)
        throw qualityErrors.refuse('EVIDENCE_REQUIRED', { field: 'evidence' });
      const evidence = input.evidence.map((one, i) => checkText(one, `evidence.${i}`, 2, 300));
      const year = Number(todayInChina(this.clock.now()).slice(0, 4));
      if (!Number.isInteger(input.sinceYear) || input.sinceYear < 1000 || input.sinceYear > year)
        throw qualityErrors.refuse('BAD_YEAR', { field: 'sinceYear' });
      const producer = await producerFor(tx, input.producerId, 'producerId');
      if (!may(viewer, 'license', 'Brand', { place: producer.village }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
      const [made] = await tx.query<{ id: number }>(
        `insert into heritage_mark(kind, name, producer_id, place_code, since_year, evidence, granted_by) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (kind, name) do nothing returning id::float8 as id`,
        [HeritageKind[input.kind], name, producer.key, producer.village, input.sinceYear, evidence, viewer.scope],
      );
      if (!made) throw qualityErrors.refuse('DUPLICATE_MARK', { field: 'name' });
      return made.id;
    });
  }

  /** Whether it, and all that it was made of, came in through a receipt. */
  private async collected(tx: Transaction, key: number): Promise<boolean> {
    const [found] = await tx.query<{ bare: number }>(
      `with recursive way(id) as (
         select $1::bigint union
         select i.input_id from way join batch_input i on i.batch_id = way.id join batch b on b.id = way.id and b.origin <> 'COLLECTED')
       select count(*)::int as bare from way join batch b on b.id = way.id
        where not exists (select 1 from batch_input i where i.batch_id = b.id and b.origin <> 'COLLECTED')
          and not exists (select 1 from collection_receipt r where r.batch_id = b.id)`,
      [key],
    );
    return found!.bare === 0;
  }
}

/** Refuses to show a product under a brand that no batch of it carries: the catalogue asks it. */
export async function refuseBareBrand(tx: Transaction, product: number, brand: string): Promise<void> {
  const [unified] = await tx.query(
    `select 1 as one from batch where product_id = $1 and brand_code = $2 and state = 'PASSED' limit 1`,
    [product, brand],
  );
  if (!unified) throw circulationErrors.refuse('NOT_UNIFIED', { field: 'brandCode', brand });
}
