import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { generalErrors } from '../../../platform/graphql/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { todayInChina } from '../../people/index.js';
import { makeBatch, readBatch, recordStep } from '../batch-ledger.js';
import { classOf, isStopped } from '../batch.rules.js';
import { stepsOf, textOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { batchFor, batchKey, productFor, siteFor } from '../found.js';
import { changeItem, changeLot, lockItems } from '../lots.js';
import { refuseInterval } from '../quality/withheld-goods.js';
import type {
  BatchBeginInput,
  BatchHarvestInput,
  BatchRecallInput,
  BatchStoreInput,
  BatchWriteOffInput,
} from './flow.inputs.js';
import { stopBatch } from './stop.js';

const COLLECT = ['collect', 'Batch'] as const;
const HANDLE = ['handle', 'Batch'] as const;

/** What happens to one batch. Each answers its key. */
export class BatchCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Begins a field, herd or flock: what is used on it is recorded from here on. */
  begin(viewer: Viewer, { idempotencyKey, ...input }: BatchBeginInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchBegin: input } };
    return commandOnce(this.db, key, async (tx) => {
      const product = await productFor(tx, input.productId, 'productId');
      if (!may(viewer, 'collect', 'Batch', { place: product.village, producer: product.producer }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
      const kind = classOf(product.industry, input.class);
      if (!kind) throw circulationErrors.refuse('BAD_CLASS', { field: 'class' });
      const quantity = stepsOf(input.expected, product.scale, 'expected');
      const now = this.clock.now();
      const { id } = await makeBatch(tx, {
        product: product.key,
        place: product.village,
        origin: 'FIELD',
        class: kind,
        unit: product.unit,
        scale: product.scale,
        quantity,
        site: null,
        harvestedOn: null,
        by: viewer.scope,
        now,
        producers: new Map([[product.producer, quantity]]),
      });
      await recordStep(tx, id, { step: 'BEGUN', at: now, by: viewer.scope, quantity });
      return id;
    });
  }

  /** Refused while an interval runs, with the day it ends. Meat is slaughtered, the rest is harvested. */
  harvest(viewer: Viewer, { idempotencyKey, ...input }: BatchHarvestInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchHarvest: input } };
    return commandOnce(this.db, key, async (tx) => {
      const batch = await batchFor(tx, viewer, COLLECT, input.batchId, 'batchId');
      if (batch.origin !== 'FIELD') throw circulationErrors.refuse('NOT_A_FIELD', { field: 'batchId' });
      if (isStopped(batch.state))
        throw circulationErrors.refuse('BATCH_STOPPED', { field: 'batchId', batch: batch.code });
      if (batch.harvestedOn !== null) throw circulationErrors.refuse('ALREADY_HARVESTED', { field: 'batchId' });
      const now = this.clock.now();
      const today = todayInChina(now);
      const day = input.on ?? today;
      if (day > today)
        throw circulationErrors.refuse('BAD_TIME', {
          field: 'on',
          expected: '不晚于今天',
          expectedEn: 'today at the latest',
        });
      const action = batch.class === 'MEAT' ? ('SLAUGHTER' as const) : ('HARVEST' as const);
      await refuseInterval(tx, [batch.id], [action], day, 'batchId');
      await tx.query('update batch set harvested_on = $2::text::date where id = $1', [batch.id, day]);
      await recordStep(tx, batch.id, { step: 'HARVESTED', at: now, by: viewer.scope });
      return batch.id;
    });
  }

  store(viewer: Viewer, input: BatchStoreInput): Promise<number> {
    return this.db.command(async (tx) => {
      const site = await siteFor(tx, viewer, HANDLE, input.siteCode, 'siteCode');
      const location = textOf(input.location, 'location', 1, 60);
      const batch = await this.known(tx, input.batchId);
      const item = await lockItems(tx, [{ product: batch.product, site: site.code, scale: batch.scale }]);
      const [lot] = await tx.query<{ quantity: number }>(
        `update batch_stock set location = $3 where batch_id = $1 and item_id = $2 and quantity + stopped > coming
         returning (quantity + stopped - coming)::float8 as quantity`,
        [batch.id, item(batch.product, site.code).id, location],
      );
      if (!lot) throw circulationErrors.refuse('INSUFFICIENT_STOCK', { field: 'batchId', available: '0' });
      const where = { site: site.code, quantity: lot.quantity, reason: location };
      await recordStep(tx, batch.id, { step: 'STORED', at: this.clock.now(), by: viewer.scope, ...where });
      return batch.id;
    });
  }

  /** Goods that are gone or unfit. Of a stopped batch, what was taken off the book already is destroyed first. */
  writeOff(viewer: Viewer, { idempotencyKey, ...input }: BatchWriteOffInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchWriteOff: input } };
    return commandOnce(this.db, key, async (tx) => {
      const reason = textOf(input.reason, 'reason', 2, 200);
      const site = await siteFor(tx, viewer, HANDLE, input.siteCode, 'siteCode');
      const batch = await this.known(tx, input.batchId);
      const quantity = stepsOf(input.quantity, batch.scale, 'quantity');
      const item = await lockItems(tx, [{ product: batch.product, site: site.code, scale: batch.scale }]);
      const { id } = item(batch.product, site.code);
      const [lot] = await tx.query<{ stopped: number; free: number }>(
        `select l.stopped::float8 as stopped, least(l.quantity - l.coming, s.on_hand - s.reserved)::float8 as free
           from batch_stock l join stock_item s on s.id = l.item_id where l.batch_id = $1 and l.item_id = $2`,
        [batch.id, id],
      );
      const stopped = Math.min(quantity, lot?.stopped ?? 0);
      const rest = quantity - stopped;
      if (rest > (lot?.free ?? 0))
        throw circulationErrors.refuse('INSUFFICIENT_STOCK', {
          field: 'quantity',
          available: formatQuantity((lot?.free ?? 0) + (lot?.stopped ?? 0), batch.scale),
        });
      if (rest > 0) {
        await changeItem(tx, id, { kind: 'WRITE_OFF', onHand: -rest, reserved: 0, by: viewer.scope, reason });
        await changeLot(tx, batch.id, id, -rest);
      }
      await tx.query('update batch_stock set stopped = stopped - $3 where batch_id = $1 and item_id = $2', [
        batch.id,
        id,
        stopped,
      ]);
      const where = { site: site.code, quantity, reason };
      await recordStep(tx, batch.id, { step: 'WRITTEN_OFF', at: this.clock.now(), by: viewer.scope, ...where });
      return batch.id;
    });
  }

  /** Calls a batch and all that was made of it back: from sites at once, from buyers by the list of its orders. */
  recall(viewer: Viewer, { idempotencyKey, ...input }: BatchRecallInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchRecall: input } };
    return commandOnce(this.db, key, async (tx) => {
      const reason = textOf(input.reason, 'reason', 2, 200);
      const batch = await this.known(tx, input.batchId);
      if (!may(viewer, 'recall', 'Batch', { place: batch.place, site: batch.site ?? undefined }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'batchId', thing: 'batch' });
      if (batch.state === 'RECALLED')
        throw circulationErrors.refuse('INVALID_STATE', { field: 'batchId', state: batch.state });
      await stopBatch(tx, batch.id, { cause: 'RECALL', reason, by: viewer.scope, now: this.clock.now() });
      return batch.id;
    });
  }

  private async known(tx: Transaction, id: string) {
    const batch = await readBatch(tx, batchKey(id, 'batchId'));
    if (!batch) throw generalErrors.refuse('NOT_FOUND', { field: 'batchId', thing: 'batch' });
    return batch;
  }
}
