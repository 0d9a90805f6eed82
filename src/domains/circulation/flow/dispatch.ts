import { v7 as uuidv7 } from 'uuid';
import { commandOnce, type Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import type { OrderCommands } from '../../orders/index.js';
import { distinct, textOf } from '../checks.rules.js';
import { circulationErrors } from '../circulation.errors.js';
import { siteFor } from '../found.js';
import type { OrderDispatchInput } from './flow.inputs.js';

/** Sends an order with its parcels, all of it or nothing. */
export class DispatchCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly orders: OrderCommands,
  ) {}

  /** The order is fulfilled in the same transaction, which asks whether its goods may leave. Answers the order's uuid. */
  dispatch(viewer: Viewer, { idempotencyKey, ...input }: OrderDispatchInput): Promise<string> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { orderDispatch: input } };
    return commandOnce(this.db, key, async (tx) => {
      distinct(input.parcels, 'parcels', 20, ({ carrier, trackingNo }) => `${carrier.trim()} ${trackingNo.trim()}`);
      const parcels = input.parcels.map(({ carrier, trackingNo }, i) => ({
        carrier: textOf(carrier, `parcels.${i}.carrier`, 2, 40),
        number: parcelNumber(trackingNo, `parcels.${i}.trackingNo`),
      }));
      const order = await this.orders.fulfilWithin(tx, viewer, input.orderId);
      const site = await siteFor(tx, viewer, ['handle', 'Batch'], input.siteCode, 'siteCode');
      for (const [i, { carrier, number }] of parcels.entries()) {
        const made = await tx.query(
          `with made as (
             insert into order_parcel(id, order_id, site_code, carrier, tracking_no, shipped_by, shipped_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (order_id, carrier, tracking_no) do nothing returning id),
           -- Which line is in which of several parcels nobody says: the first stands for all.
           filled as (insert into order_parcel_line(order_id, line_no, parcel_id)
             select $2, line_no, made.id from order_line, made where order_id = $2 and not cancelled and $8 on conflict do nothing)
           select id from made`,
          [uuidv7(), order, site.code, carrier, number, viewer.scope, this.clock.now().toISOString(), i === 0],
        );
        if (made.length === 0) throw circulationErrors.refuse('DUPLICATE_PARCEL', { field: `parcels.${i}.trackingNo` });
      }
      return order;
    });
  }
}

function parcelNumber(text: string, field: string): string {
  const number = text.trim();
  if (!/^[0-9A-Za-z-]{6,40}$/.test(number)) throw circulationErrors.refuse('BAD_TEXT', { field, least: 6, most: 40 });
  return number;
}
