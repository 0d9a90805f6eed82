import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Facts, type Viewer } from '../../../platform/policy/index.js';
import { FACTS } from '../order-commands.js';
import { orderErrors } from '../orders.errors.js';
import { touched } from '../payments/pay-by-channel.js';
import { holdRefund } from './give-back.js';
import { announceRefund } from './refund.events.js';
import type { RefundActionInput, RefundRecordInput } from './refund.inputs.js';
import type { RefundState } from './refund.rules.js';
import { recordRefund } from './record-refund.js';

interface Refund {
  id: string;
  order: string;
  channel: string;
  amountFen: number;
  state: RefundState;
}

/** What people and remote channels do with a refund that was asked for. Each answers its uuid. */
export class RefundCommands {
  constructor(private readonly db: Database) {}

  /** What became of it: told by a channel that speaks the graph, or by an operator who saw to it by hand. */
  record(viewer: Viewer, { idempotencyKey, ...input }: RefundRecordInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { refundRecord: input }, input.refundId, async (tx, refund) => {
      const { id, order, channel, amountFen } = refund;
      const { state, externalId = null } = input;
      const recorded = await recordRefund(tx, {
        orderId: order,
        channel,
        id,
        externalId,
        amountFen,
        state,
        by: viewer.scope,
      });
      // The amount is the refund's own: it can only be that its money was refunded otherwise meanwhile.
      if (recorded.outcome === 'MISMATCH') throw orderErrors.refuse('OVER_REFUND', { field: 'refundId', left: 0 });
    });
  }

  /** Asks again for what failed, under the same number. */
  retry(viewer: Viewer, { idempotencyKey, ...input }: RefundActionInput): Promise<string> {
    return this.once(viewer, idempotencyKey, { refundRetry: input }, input.refundId, async (tx, refund) => {
      const { id, order, channel, amountFen } = refund;
      if (refund.state !== 'FAILED')
        throw orderErrors.refuse('INVALID_STATE', { field: 'refundId', status: refund.state });
      if (!(await holdRefund(tx, order, amountFen)))
        throw orderErrors.refuse('OVER_REFUND', { field: 'refundId', left: 0 });
      const [again] = await tx.query<{ version: number }>(
        `update refund set state = 'REQUESTED', version = version + 1 where id = $1 returning version`,
        [id],
      );
      await announceRefund(tx, { id, order, channel, amountFen, state: 'REQUESTED', version: again!.version });
      await touched(tx, order);
    });
  }

  /** The order is locked first, as by everything that moves its money. */
  private once(
    viewer: Viewer,
    key: string,
    input: object,
    refundId: string,
    work: (tx: Transaction, refund: Refund) => Promise<void>,
  ): Promise<string> {
    return commandOnce(this.db, { scope: viewer.scope, key, input }, async (tx) => {
      const id = uuidKey(refundId, 'Refund');
      const [found] =
        id === null
          ? []
          : await tx.query<{ order: string }>('select order_id as order from refund where id = $1', [id]);
      const [facts] = found ? await tx.query<Record<string, unknown>>(FACTS, [found.order]) : [];
      if (!found || !facts || !may(viewer, 'refund', 'Order', facts as Facts))
        throw generalErrors.refuse('NOT_FOUND', { field: 'refundId', thing: 'refund' });
      await tx.query('select id from customer_order where id = $1 for no key update', [found.order]);
      const [refund] = await tx.query<Refund>(
        'select id, order_id as order, channel, amount_fen::float8 as "amountFen", state from refund where id = $1',
        [id],
      );
      await work(tx, refund!);
      return refund!.id;
    });
  }
}
