import { generalErrors } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { splitFen } from '../../../shared/money.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { lockBatches, makeBatch, partOf, readBatch, recordStep, type BatchHead } from '../batch-ledger.js';
import { classOf, isStopped, placeOver, producersOf } from '../batch.rules.js';
import { distinct, stepsOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { batchKey, productFor, siteFor, type FoundProduct } from '../found.js';
import { changeItem, changeLot, lockItems } from '../lots.js';
import type { BatchPackInput } from './flow.inputs.js';

interface Input {
  head: BatchHead;
  steps: number;
  field: string;
}

/** Packs batches of the same goods into one, or processes them into others: children into a parent. */
export class PackCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the new batch's key. What is packed of passed batches has passed; what is processed is inspected anew. */
  pack(viewer: Viewer, { idempotencyKey, ...input }: BatchPackInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchPack: input } };
    return commandOnce(this.db, key, async (tx) => {
      const site = await siteFor(tx, viewer, ['handle', 'Batch'], input.siteCode, 'siteCode');
      const inputs = await this.inputs(tx, input);
      const product = input.productId ? await productFor(tx, input.productId, 'productId') : null;
      const [first] = inputs;
      const same = !product || product.key === first!.head.product;
      const made = same
        ? { key: first!.head.product, unit: first!.head.unit, scale: first!.head.scale }
        : { key: product.key, unit: product.unit, scale: product.scale };
      const quantity = stepsOf(input.quantity, made.scale, 'quantity');
      const used = inputs.map(({ head: { product: one, scale } }) => ({ product: one, site: site.code, scale }));
      const item = await lockItems(tx, [...used, { product: made.key, site: site.code, scale: made.scale }]);
      await this.check(tx, inputs, same ? quantity : null);
      const by = viewer.scope;
      for (const { head, steps, field } of inputs) {
        if (!(await changeLot(tx, head.id, item(head.product, site.code).id, -steps)))
          throw await this.insufficient(tx, head, item(head.product, site.code).id, field);
      }
      const total = inputs.reduce((sum, { steps }) => sum + steps, 0);
      const out = item(made.key, site.code).id;
      if (same) await this.lose(tx, out, total - quantity, { by, scale: made.scale });
      else {
        for (const { head, steps, field } of inputs) {
          const its = item(head.product, site.code).id;
          if (!(await changeItem(tx, its, { kind: 'PROCESS_OUT', onHand: -steps, reserved: 0, by })))
            throw await this.insufficient(tx, head, its, field);
        }
        await changeItem(tx, out, { kind: 'PROCESS_IN', onHand: quantity, reserved: 0, by });
      }
      const batch = await this.make(tx, { inputs, product, made, quantity, site: site.code, by, same });
      await changeLot(tx, batch, out, quantity);
      return batch;
    });
  }

  private async make(
    tx: Transaction,
    {
      inputs,
      product,
      made,
      quantity,
      site,
      by,
      same,
    }: {
      inputs: readonly Input[];
      product: FoundProduct | null;
      made: { key: number; unit: string; scale: number };
      quantity: number;
      site: string;
      by: string;
      same: boolean;
    },
  ): Promise<number> {
    const heads = inputs.map(({ head }) => head);
    const brands = new Set(heads.map(({ brand }) => brand));
    const now = this.clock.now();
    const kind = same ? heads[0]!.class : classOf(product!.industry);
    if (!kind) throw circulationErrors.refuse('BAD_CLASS', { field: 'productId' });
    const batch = await makeBatch(tx, {
      product: made.key,
      place: placeOver(heads.map(({ place }) => place)),
      origin: same ? 'PACKED' : 'PROCESSED',
      class: kind,
      state: same && heads.every(({ state }) => state === 'PASSED') ? 'PASSED' : 'PENDING',
      unit: made.unit,
      scale: made.scale,
      quantity,
      site,
      harvestedOn: earliest(heads),
      by,
      now,
      producers: producersOf(await this.producers(tx, inputs), quantity, splitFen),
      inputs: inputs.map(({ head, steps }) => ({ batch: head.id, quantity: steps })),
    });
    if (same && brands.size === 1)
      await tx.query('update batch set brand_code = $2 where id = $1', [batch.id, heads[0]!.brand]);
    const parts = inputs.map(({ head, steps }) => partOf(head, steps));
    await recordStep(tx, batch.id, { step: same ? 'PACKED' : 'PROCESSED', at: now, by, site, quantity, inputs: parts });
    return batch.id;
  }

  private async inputs(tx: Transaction, { inputs: asked }: Pick<BatchPackInput, 'inputs'>): Promise<Input[]> {
    distinct(asked, 'inputs', 100, ({ batchId }) => batchId);
    const inputs: Input[] = [];
    for (const [i, { batchId, quantity }] of asked.entries()) {
      const field = `inputs.${i}`;
      const head = await readBatch(tx, batchKey(batchId, `${field}.batchId`));
      if (!head) throw generalErrors.refuse('NOT_FOUND', { field: `${field}.batchId`, thing: 'batch' });
      if (head.origin === 'FIELD') throw circulationErrors.refuse('NO_GOODS', { field: `${field}.batchId` });
      inputs.push({ head, field, steps: stepsOf(quantity, head.scale, `${field}.quantity`) });
    }
    return inputs.sort((a, b) => a.head.id - b.head.id);
  }

  /** Locks the inputs as they are now; `packed` steps of the same goods, or null where others are made of them. */
  private async check(tx: Transaction, inputs: Input[], packed: number | null): Promise<void> {
    const heads = await lockBatches(
      tx,
      inputs.map(({ head }) => head.id),
    );
    for (const input of inputs) {
      input.head = heads.get(input.head.id)!;
      if (isStopped(input.head.state))
        throw circulationErrors.refuse('BATCH_STOPPED', { field: input.field, batch: input.head.code });
    }
    if (packed === null) return;
    const [{ head: first }] = inputs as [Input];
    for (const { head, field } of inputs)
      if (head.product !== first.product || head.class !== first.class)
        throw circulationErrors.refuse('NOT_SAME_GOODS', { field });
    const total = inputs.reduce((sum, { steps }) => sum + steps, 0);
    if (packed > total)
      throw circulationErrors.refuse('MORE_THAN_PACKED', {
        field: 'quantity',
        input: formatQuantity(total, first.scale),
      });
  }

  private producers(
    tx: Transaction,
    inputs: readonly Input[],
  ): Promise<{ quantity: number; producers: { producer: number; quantity: number }[] }[]> {
    return tx.query(
      `select i.steps as quantity, (select json_agg(json_build_object('producer', p.producer_id, 'quantity', p.quantity) order by p.producer_id)
                from batch_producer p where p.batch_id = i.batch) as producers
         from jsonb_to_recordset($1::jsonb) i(batch bigint, steps float8) order by i.batch`,
      [JSON.stringify(inputs.map(({ head, steps }) => ({ batch: head.id, steps })))],
    );
  }

  /** What went in and did not come out. */
  private async lose(tx: Transaction, item: number, lost: number, { by, scale }: { by: string; scale: number }) {
    if (lost === 0) return;
    const movement = { kind: 'LOSS', onHand: -lost, reserved: 0, by, reason: 'packing' };
    if (!(await changeItem(tx, item, movement)))
      throw circulationErrors.refuse('LOSS_IS_PROMISED', { field: 'quantity', promised: formatQuantity(lost, scale) });
  }

  private async insufficient(tx: Transaction, head: BatchHead, item: number, field: string): Promise<Error> {
    const [lot] = await tx.query<{ there: number }>(
      `select least(l.quantity - l.coming, s.on_hand - s.reserved)::float8 as there
         from batch_stock l join stock_item s on s.id = l.item_id where l.batch_id = $1 and l.item_id = $2`,
      [head.id, item],
    );
    const available = formatQuantity(lot?.there ?? 0, head.scale);
    return circulationErrors.refuse('INSUFFICIENT_STOCK', { field: `${field}.quantity`, available });
  }
}

const earliest = (heads: readonly BatchHead[]): string | null =>
  heads.flatMap(({ harvestedOn }) => harvestedOn ?? []).sort()[0] ?? null;
