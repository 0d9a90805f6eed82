import { generalErrors, uuidKey } from '../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../platform/persistence/index.js';
import { may, type Facts, type Viewer } from '../../platform/policy/index.js';
import { NO_KEEPER, type GoodsKeeper } from './goods-keeper.js';
import type {
  OrderActionInput,
  OrderCancelInput,
  OrderFulfilInput,
  OrderPayInput,
  OrderReturnInput,
} from './order.inputs.js';
import { orderErrors } from './orders.errors.js';
import { shipOrder } from './parcels/ship-order.js';
import { returnOrder } from './return-order.js';
import { cancelLines } from './cancel-lines.js';
import { cancelOrder } from './cancel-order.js';
import { bookPayment, settleOrder } from './settle-order.js';

/** What happens to an order after it is placed. Each is one transaction; each answers the order's uuid. */
export class OrderCommands {
  private keeper = NO_KEEPER;

  constructor(private readonly db: Database) {}

  /** Hands in who knows which batches goods are of. */
  useGoods(keeper: GoodsKeeper): void {
    this.keeper = keeper;
  }

  /** Takes a paid order to FULFILLED inside another command, such as the one that records its parcels. */
  async fulfilWithin(tx: Transaction, viewer: Viewer, orderId: string): Promise<string> {
    const id = await this.allowed(tx, viewer, 'fulfil', orderId);
    await shipOrder(tx, id, { lines: null, parcel: null, by: viewer.scope }, this.keeper);
    return id;
  }

  /** Records a payment. It must be the whole total, and stock must still be held. */
  pay(viewer: Viewer, { idempotencyKey, ...input }: OrderPayInput): Promise<string> {
    return this.once(viewer, 'pay', idempotencyKey, input, async (tx, id) => {
      const order = await settleOrder(tx, id, 'pay', viewer.scope, this.keeper);
      if (input.amountFen !== order.totalFen)
        throw orderErrors.refuse('AMOUNT_MISMATCH', { field: 'amountFen', due: order.totalFen });
      await bookPayment(tx, id, {
        kind: 'PAYMENT',
        method: input.method,
        amountFen: input.amountFen,
        reference: input.reference,
        // Through a channel's own account: what goes back is asked of it.
        ...(viewer.kind === 'channel' && { channel: viewer.id, transactionId: input.reference ?? null }),
        by: viewer.scope,
      });
    });
  }

  /** Gives the stock back, and the money if it was paid: of all of it, or of lines that have not left. */
  cancel(viewer: Viewer, { idempotencyKey, ...input }: OrderCancelInput): Promise<string> {
    const why = { reason: input.reason ?? null, by: viewer.scope };
    const { lineNos } = input;
    return this.once(viewer, 'cancel', idempotencyKey, input, async (tx, id) => {
      if (lineNos) await cancelLines(tx, id, { ...why, lineNos }, this.keeper);
      else await cancelOrder(tx, id, why, this.keeper);
    });
  }

  /** The goods have left, or some lines of them: what was reserved is on hand no longer. */
  fulfil(viewer: Viewer, { idempotencyKey, ...input }: OrderFulfilInput): Promise<string> {
    const { lineNos: lines = null, parcel = null } = input;
    return this.once(
      viewer,
      'fulfil',
      idempotencyKey,
      input,
      async (tx, id) => void (await shipOrder(tx, id, { lines, parcel, by: viewer.scope }, this.keeper)),
    );
  }

  complete(viewer: Viewer, { idempotencyKey, ...input }: OrderActionInput): Promise<string> {
    return this.once(
      viewer,
      'fulfil',
      idempotencyKey,
      input,
      async (tx, id) => void (await settleOrder(tx, id, 'complete', viewer.scope, this.keeper)),
      'complete',
    );
  }

  takeBack(viewer: Viewer, { idempotencyKey, ...input }: OrderReturnInput): Promise<string> {
    return this.once(viewer, 'return', idempotencyKey, input, (tx, id) =>
      returnOrder(tx, id, input as OrderReturnInput, viewer.scope, this.keeper),
    );
  }

  /** Gives back the stock of unpaid orders whose time is over; answers how many. Each in its own transaction. */
  async expireDue(): Promise<number> {
    const due = await this.db.read<{ id: string }>(
      'orders_due',
      `select distinct order_id as id from reservation where state = 'ACTIVE' and expires_at <= now() limit 500`,
    );
    let expired = 0;
    for (const { id } of due) {
      // Paid or cancelled in the meantime: the compare-and-set finds the state changed, and that is fine.
      const done = await this.db
        .command((tx) => settleOrder(tx, id, 'expire', 'system:expiry', this.keeper))
        .catch((error: { code?: string }) => {
          if (error.code !== 'INVALID_STATE') throw error;
          return null;
        });
      if (done) expired++;
    }
    return expired;
  }

  private once(
    viewer: Viewer,
    action: string,
    key: string,
    input: { orderId: string },
    work: (tx: Transaction, id: string) => Promise<void>,
    /** What the key is for: two verbs may need the same permission. */
    verb = action,
  ): Promise<string> {
    return commandOnce(this.db, { scope: viewer.scope, key, input: { [verb]: input } }, async (tx) => {
      const id = await this.allowed(tx, viewer, action, input.orderId);
      await work(tx, id);
      return id;
    });
  }

  /** The order's uuid, if the viewer may do this to it. */
  async allowed(tx: Transaction, viewer: Viewer, action: string, orderId: string): Promise<string> {
    const id = uuidKey(orderId, 'Order');
    const [facts] = id === null ? [] : await tx.query<Record<string, unknown>>(FACTS, [id]);
    if (id === null || !facts || !may(viewer, action, 'Order', facts as Facts)) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'orderId', thing: 'order' });
    }
    return id;
  }
}

/** What the policy of orders rests on. */
export const FACTS = `
  select o.channel, o.customer_id::float8 as customer, array_agg(l.site_code) as site, array_agg(l.place_code) as place
    from customer_order o join order_line l on l.order_id = o.id where o.id = $1 group by o.id`;
