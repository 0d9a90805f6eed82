import { v7 as uuidv7 } from 'uuid';
import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { formatQuantity } from '../../../shared/quantity.js';
import type { Item } from '../../stock/index.js';
import { lockBatches, readBatch, recordStep, type BatchHead } from '../batch-ledger.js';
import { isStopped } from '../batch.rules.js';
import { distinct, optionalText, stepsOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { batchKey, knownSite, siteFor } from '../found.js';
import { OUTLETS } from '../lot-keeping.js';
import { changeItem, changeLot, lockItems, lockOrdersAt, moveReserved } from '../lots.js';
import { refuseUncertified } from '../quality/certificate-check.js';
import type { BatchArriveInput, BatchQuantityInput, BatchSendInput } from './flow.inputs.js';

const HANDLE = ['handle', 'Batch'] as const;

interface Line {
  batch: BatchHead;
  steps: number;
  field: string;
}

/** Batches on their way from site to site: what orders hold of them goes along, the rest is on no book until it arrives. */
export class TransferCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the transfer's uuid. */
  send(viewer: Viewer, { idempotencyKey, ...input }: BatchSendInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchSend: input } };
    return commandOnce(this.db, key, async (tx) => {
      const from = await siteFor(tx, viewer, HANDLE, input.fromSiteCode, 'fromSiteCode');
      const to = await knownSite(tx, input.toSiteCode, 'toSiteCode');
      if (from.code === to.code) throw circulationErrors.refuse('SAME_SITE', { field: 'toSiteCode' });
      const vehicle = optionalText(input.vehicle, 'vehicle', 60);
      const lines = await this.lines(tx, input.lines);
      const at = (site: string) => lines.map(({ batch: { product, scale } }) => ({ product, site, scale }));
      const orders = await lockOrdersAt(tx, at(from.code));
      const item = await lockItems(tx, [...at(from.code), ...at(to.code)]);
      await this.refuseStopped(tx, lines, OUTLETS.includes(to.kind));
      const id = uuidv7();
      await tx.query(
        'insert into batch_transfer(id, from_site, to_site, vehicle, sent_by, sent_at) values ($1, $2, $3, $4, $5, $6)',
        [id, from.code, to.code, vehicle, viewer.scope, this.clock.now().toISOString()],
      );
      for (const line of lines) {
        const pair = { from: item(line.batch.product, from.code), to: item(line.batch.product, to.code) };
        await this.sendLine(tx, id, line, { ...pair, orders, by: viewer.scope });
      }
      return id;
    });
  }

  /** Answers the transfer's uuid. */
  arrive(viewer: Viewer, { idempotencyKey, ...input }: BatchArriveInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { batchArrive: input } };
    return commandOnce(this.db, key, async (tx) => {
      const id = uuidKey(input.transferId, 'BatchTransfer');
      const [transfer] = await tx.query<{ from: string; to: string; state: string }>(
        'select from_site as from, to_site as to, state from batch_transfer where id = $1 for update',
        [id],
      );
      if (id === null || !transfer) throw generalErrors.refuse('NOT_FOUND', { field: 'transferId', thing: 'transfer' });
      await siteFor(tx, viewer, HANDLE, transfer.to, 'transferId');
      if (transfer.state !== 'SENT') throw circulationErrors.refuse('ALREADY_ARRIVED', { field: 'transferId' });
      const sent = await tx.query<{ batch: number; sent: number; promised: number; product: number; scale: number }>(
        `select l.batch_id::float8 as batch, l.sent::float8 as sent, l.promised::float8 as promised, b.product_id::float8 as product, b.scale
           from batch_transfer_line l join batch b on b.id = l.batch_id where l.transfer_id = $1 order by l.batch_id`,
        [id],
      );
      const came = this.arrived(input.lines, sent);
      const item = await lockItems(
        tx,
        sent.map(({ product, scale }) => ({ product, site: transfer.to, scale })),
      );
      const heads = await lockBatches(
        tx,
        sent.map(({ batch }) => batch),
      );
      for (const line of sent) {
        const arrived = came.get(line.batch) ?? line.sent;
        const where = { head: heads.get(line.batch)!, item: item(line.product, transfer.to), by: viewer.scope };
        await this.arriveLine(tx, { ...line, arrived }, where);
        await tx.query('update batch_transfer_line set arrived = $3 where transfer_id = $1 and batch_id = $2', [
          id,
          line.batch,
          arrived,
        ]);
        const step = { at: this.clock.now(), by: viewer.scope, from: transfer.from, site: transfer.to };
        await recordStep(tx, line.batch, { step: 'ARRIVED', ...step, quantity: arrived, lost: line.sent - arrived });
      }
      await tx.query(`update batch_transfer set state = 'ARRIVED', arrived_by = $2, arrived_at = $3 where id = $1`, [
        id,
        viewer.scope,
        this.clock.now().toISOString(),
      ]);
      return id;
    });
  }

  private async lines(tx: Transaction, asked: readonly BatchQuantityInput[]): Promise<Line[]> {
    distinct(asked, 'lines', 100, ({ batchId }) => batchId);
    const lines: Line[] = [];
    for (const [i, { batchId, quantity }] of asked.entries()) {
      const field = `lines.${i}`;
      const batch = await readBatch(tx, batchKey(batchId, `${field}.batchId`));
      if (!batch) throw generalErrors.refuse('NOT_FOUND', { field: `${field}.batchId`, thing: 'batch' });
      if (batch.origin === 'FIELD') throw circulationErrors.refuse('NO_GOODS', { field: `${field}.batchId` });
      lines.push({ batch, field, steps: stepsOf(quantity, batch.scale, `${field}.quantity`) });
    }
    return lines.sort((a, b) => a.batch.id - b.batch.id);
  }

  /** Locks the batches. What goes to an outlet has left for the buyers: it has passed, and carries its certificate. */
  private async refuseStopped(tx: Transaction, lines: readonly Line[], outlet: boolean): Promise<void> {
    const heads = await lockBatches(
      tx,
      lines.map(({ batch }) => batch.id),
    );
    for (const { batch, field, steps } of lines) {
      const { state, code, productName, scale } = heads.get(batch.id)!;
      if (isStopped(state)) throw circulationErrors.refuse('BATCH_STOPPED', { field, batch: code });
      if (outlet && state !== 'PASSED')
        throw circulationErrors.refuse('NOT_INSPECTED', {
          field,
          product: productName,
          missing: formatQuantity(steps, scale),
        });
    }
    if (outlet) await refuseUncertified(tx, [...heads.keys()]);
  }

  private async sendLine(
    tx: Transaction,
    transfer: string,
    { batch, steps, field }: Line,
    { from, to, orders, by }: { from: Item; to: Item; orders: readonly string[]; by: string },
  ): Promise<void> {
    const there = (quantity: number) =>
      circulationErrors.refuse('INSUFFICIENT_STOCK', {
        field: `${field}.quantity`,
        available: formatQuantity(quantity, batch.scale),
      });
    if (!(await changeLot(tx, batch.id, from.id, -steps))) throw there(await this.onHandOf(tx, batch.id, from.id));
    const promised = await moveReserved(tx, from, to, steps, { by, orders });
    const free = steps - promised;
    const what = { kind: 'TRANSFER_OUT', onHand: -free, reserved: 0, by };
    if (free > 0 && !(await changeItem(tx, from.id, what))) {
      const [now] = await tx.query<{ available: number }>(
        'select (on_hand - reserved)::float8 as available from stock_item where id = $1',
        [from.id],
      );
      throw there(now!.available + promised);
    }
    if (promised > 0) await changeLot(tx, batch.id, to.id, promised, promised);
    await tx.query('insert into batch_transfer_line(transfer_id, batch_id, sent, promised) values ($1, $2, $3, $4)', [
      transfer,
      batch.id,
      steps,
      promised,
    ]);
    const step = { at: this.clock.now(), by, from: from.site, site: to.site, quantity: steps };
    await recordStep(tx, batch.id, { step: 'SENT', ...step });
  }

  private arrived(
    lines: readonly BatchQuantityInput[],
    sent: readonly { batch: number; sent: number; scale: number }[],
  ) {
    const came = new Map<number, number>();
    if (lines.length > 0) distinct(lines, 'lines', 100, ({ batchId }) => batchId);
    for (const [i, { batchId, quantity }] of lines.entries()) {
      const line = sent.find(({ batch }) => batch === batchKey(batchId, `lines.${i}.batchId`));
      if (!line) throw circulationErrors.refuse('UNKNOWN_LINE', { field: `lines.${i}.batchId` });
      const steps = stepsOf(quantity, line.scale, `lines.${i}.quantity`, { zero: true });
      if (steps > line.sent)
        throw circulationErrors.refuse('INSUFFICIENT_STOCK', {
          field: `lines.${i}.quantity`,
          available: formatQuantity(line.sent, line.scale),
        });
      came.set(line.batch, steps);
    }
    return came;
  }

  /** What is lost is taken from what nobody was promised; goods of a batch stopped meanwhile come, but not onto the book. */
  private async arriveLine(
    tx: Transaction,
    { batch, promised, arrived, scale }: { batch: number; promised: number; arrived: number; scale: number },
    { head, item, by }: { head: BatchHead; item: Item; by: string },
  ): Promise<void> {
    const free = Math.max(0, arrived - promised);
    const lost = promised - Math.min(promised, arrived);
    const stopped = isStopped(head.state);
    const onBook = (stopped ? 0 : free) - lost;
    const kind = onBook > 0 ? 'TRANSFER_IN' : 'LOSS';
    if (onBook !== 0 && !(await changeItem(tx, item.id, { kind, onHand: onBook, reserved: 0, by })))
      throw circulationErrors.refuse('LOSS_IS_PROMISED', { field: 'lines', promised: formatQuantity(lost, scale) });
    await changeLot(tx, batch, item.id, onBook, -promised);
    if (stopped && free > 0)
      await tx.query('update batch_stock set stopped = stopped + $3 where batch_id = $1 and item_id = $2', [
        batch,
        item.id,
        free,
      ]);
  }

  private async onHandOf(tx: Transaction, batch: number, item: number): Promise<number> {
    const [lot] = await tx.query<{ there: number }>(
      'select (quantity - coming)::float8 as there from batch_stock where batch_id = $1 and item_id = $2',
      [batch, item],
    );
    return lot?.there ?? 0;
  }
}
