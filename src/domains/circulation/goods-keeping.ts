import type { Transaction } from '../../platform/persistence/index.js';
import type { Clock } from '../../shared/clock.js';
import { formatQuantity } from '../../shared/quantity.js';
import type { GoodsBack, GoodsKeeper, GoodsLeaving, GoodsPart } from '../orders/index.js';
import { closeShares, releaseShares } from './alliance/share-delivery.js';
import { recordStep } from './batch-ledger.js';
import { circulationErrors } from './circulation.errors.js';
import { changeLot, lotsOf } from './lots.js';
import { layOnLines, pickGone, pickLots, type Lot, type Pick, type Shortage } from './lots.rules.js';
import { refuseUncertified } from './quality/certificate-check.js';
import { refuseWithheld } from './quality/withheld-goods.js';

interface LineName {
  productName: string;
  scale: number;
}

interface Line extends LineName {
  lineNo: number;
  product: number;
  quantity: number;
}

interface Taken extends Pick {
  item: number;
  site: string;
  product: number;
}

interface Leaving {
  /** On hand after they left. */
  onHand: number;
  quantity: number;
  product: number;
  line: LineName;
  sent: boolean;
  /** Handed over already: nothing is refused. */
  gone?: boolean;
}

interface Left {
  item: number;
  product: number;
  site: string;
  quantity: number;
  /** On hand after the goods left. */
  onHand: number;
}

/**
 * Keeps the batches of what orders take. What is sent to a buyer (DELIVERY) must be of batches that passed the inspection of
 * their class; what a buyer fetches must not be of a stopped one. Each line remembers its batches, so that what comes back
 * goes to the same site and batch.
 */
export class GoodsKeeping implements GoodsKeeper {
  constructor(private readonly clock: Clock) {}

  async leaving(tx: Transaction, { orderId, by, items, lineNos, last, gone = false }: GoodsLeaving): Promise<void> {
    const [order] = await tx.query<{ kind: string }>('select kind from customer_order where id = $1', [orderId]);
    const lines = await tx.query<Line>(
      `select line_no as "lineNo", product_id::float8 as product, product_name as "productName", scale, quantity::float8 as quantity
         from order_line where order_id = $1 and ($2::smallint[] is null or line_no = any($2)) order by line_no`,
      [orderId, lineNos],
    );
    const left = await tx.query<Left>(
      `select s.id::float8 as item, s.product_id::float8 as product, s.site_code as site, g.quantity::float8 as quantity, s.on_hand::float8 as "onHand"
         from unnest($1::bigint[], $2::bigint[]) g(item, quantity) join stock_item s on s.id = g.item order by s.id`,
      [items.map(({ itemId }) => itemId), items.map(({ steps }) => steps)],
    );
    const lots = await lotsOf(
      tx,
      left.map(({ item }) => item),
    );
    const sent = order!.kind === 'DELIVERY';
    if (last && !gone) await closeShares(tx, orderId);
    const taken: Taken[] = [];
    for (const { item, product, site, quantity, onHand } of left) {
      const line = lines.find((one) => one.product === product)!;
      for (const pick of await this.choose(tx, lots.get(item) ?? [], { onHand, quantity, product, line, sent, gone }))
        taken.push({ ...pick, item, site, product });
    }
    await this.take(tx, { orderId, by, sent }, taken, layOnLines(lines, taken));
  }

  released(tx: Transaction, orderId: string, _by: string, lineNos?: readonly number[]): Promise<void> {
    return releaseShares(tx, orderId, lineNos ?? null);
  }

  async back(
    tx: Transaction,
    { orderId, lineNo, itemId, steps, restocked, by, reason }: GoodsBack,
  ): Promise<GoodsPart[]> {
    const sold = await tx.query<{ batch: number; item: number; open: number; site: string }>(
      `select o.batch_id::float8 as batch, o.item_id::float8 as item, (o.quantity - o.returned)::float8 as open, s.site_code as site
         from order_batch o join stock_item s on s.id = o.item_id
        where o.order_id = $1 and o.line_no = $2 and o.returned < o.quantity order by o.batch_id, o.item_id`,
      [orderId, lineNo],
    );
    const parts = new Map<number, number>();
    let left = steps;
    for (const { batch, item, open, site } of sold) {
      const quantity = Math.min(open, left);
      if (quantity === 0) break;
      left -= quantity;
      await tx.query(
        'update order_batch set returned = returned + $5 where order_id = $1 and line_no = $2 and batch_id = $3 and item_id = $4',
        [orderId, lineNo, batch, item, quantity],
      );
      if (restocked) await changeLot(tx, batch, item, quantity);
      const at = { at: this.clock.now(), by, site, quantity, order: orderId };
      await recordStep(tx, batch, { step: 'RETURNED', ...at, reason });
      if (!restocked) await recordStep(tx, batch, { step: 'WRITTEN_OFF', ...at, reason });
      parts.set(item, (parts.get(item) ?? 0) + quantity);
    }
    if (left > 0) parts.set(itemId, (parts.get(itemId) ?? 0) + left);
    return [...parts]
      .map(([item, quantity]) => ({ itemId: item, steps: quantity }))
      .sort((a, b) => a.itemId - b.itemId);
  }

  async replaced(tx: Transaction, { orderId, lineNo, by }: GoodsBack, parts: readonly GoodsPart[]): Promise<void> {
    const [line] = await tx.query<Line & { kind: string }>(
      `select l.line_no as "lineNo", l.product_id::float8 as product, l.product_name as "productName", l.scale, o.kind
         from order_line l join customer_order o on o.id = l.order_id where l.order_id = $1 and l.line_no = $2`,
      [orderId, lineNo],
    );
    const sent = line!.kind === 'DELIVERY';
    for (const { itemId, steps } of parts) {
      const [item] = await tx.query<{ onHand: number; site: string }>(
        'select on_hand::float8 as "onHand", site_code as site from stock_item where id = $1',
        [itemId],
      );
      const picks = await this.choose(tx, (await lotsOf(tx, [itemId])).get(itemId) ?? [], {
        onHand: item!.onHand,
        quantity: steps,
        product: line!.product,
        line: line!,
        sent,
      });
      const taken = picks.map((pick) => ({ ...pick, item: itemId, site: item!.site, product: line!.product }));
      await this.take(
        tx,
        { orderId, by, sent },
        taken,
        taken.map((one) => ({ ...one, lineNo })),
      );
    }
  }

  /** The batches that goods already off the book are taken from, or the refusal that puts them back. */
  private async choose(
    tx: Transaction,
    lots: readonly Lot[],
    { onHand, quantity, product, line, sent, gone = false }: Leaving,
  ): Promise<Pick[]> {
    const covered = lots.reduce((sum, lot) => sum + lot.quantity, 0);
    const uncovered = Math.max(0, onHand + quantity - covered);
    if (gone) return pickGone(lots, uncovered, quantity);
    const chosen = pickLots(lots, uncovered, quantity, { strict: sent });
    if ('shortage' in chosen) throw refusal(chosen.shortage, line);
    const { picks } = chosen;
    if (picks.some(({ batch }) => batch === null)) await refuseWithheld(tx, product, this.clock.now());
    if (sent)
      await refuseUncertified(
        tx,
        picks.map(({ batch }) => batch!),
      );
    return picks;
  }

  /** Takes the goods off their batches, and writes down which line got them. */
  private async take(
    tx: Transaction,
    { orderId, by, sent }: { orderId: string; by: string; sent: boolean },
    taken: readonly Taken[],
    parts: readonly (Taken & { lineNo: number })[],
  ): Promise<void> {
    for (const { batch, item, site, quantity } of taken) {
      if (batch === null) continue;
      if (!(await changeLot(tx, batch, item, -quantity)))
        throw new Error(`batch ${batch} was changed without its item`);
      const step = sent ? 'DISPATCHED' : 'SOLD';
      await recordStep(tx, batch, { step, at: this.clock.now(), by, site, quantity, order: orderId });
    }
    for (const { lineNo, batch, item, quantity } of parts) {
      if (batch === null) continue;
      await tx.query(
        `insert into order_batch(order_id, line_no, batch_id, item_id, quantity) values ($1, $2, $3, $4, $5)
         on conflict (order_id, line_no, batch_id, item_id) do update set quantity = order_batch.quantity + excluded.quantity`,
        [orderId, lineNo, batch, item, quantity],
      );
    }
  }
}

const refusal = ({ reason, code, missing }: Shortage, { productName, scale }: LineName): Error =>
  circulationErrors.refuse(reason, {
    field: 'orderId',
    product: productName,
    missing: formatQuantity(missing, scale),
    batch: code,
  });
