import type { Transaction } from '../../platform/persistence/index.js';
import { cancelLines, type LineCancellation } from './cancel-lines.js';
import { cancelOrder } from './cancel-order.js';
import { NO_KEEPER, type GoodsKeeper } from './goods-keeper.js';
import { raiseDispute, type Doubt } from './disputes/raise-dispute.js';
import { importOrder, type ImportDeps, type MadeOrder } from './imports/import-order.js';
import { shipOrder, type Shipment } from './parcels/ship-order.js';
import { payByChannel, type ChannelPaid, type ChannelPayment } from './payments/pay-by-channel.js';
import { recordRefund, type RefundRecorded, type RefundReport } from './refunds/record-refund.js';
import { bookSale, type Booked, type Sale } from './sales/book-sale.js';
import { returnSale, voidSale, type SaleReturn, type SaleVoid } from './sales/return-sale.js';
import { settleOrder, type SettledOrder } from './settle-order.js';

/** How somebody outside names one of their orders: by their id, by the number people read out, or by its uuid. */
export type OrderName = { readonly externalId: string } | { readonly number: string } | { readonly id: string };

/**
 * What other domains and channels bring in: things that were made, paid or sold elsewhere. Each but `importOrder` works in the
 * caller's transaction, and throws a DomainError where it refuses; whoever calls has asked whether the caller may.
 */
export class OrderIntake {
  private keeper = NO_KEEPER;

  constructor(private readonly deps: ImportDeps) {}

  useGoods(keeper: GoodsKeeper): void {
    this.keeper = keeper;
  }

  /** In transactions of its own, in which it is batched with other orders. */
  importOrder(order: MadeOrder): Promise<Booked> {
    return importOrder(this.deps, order);
  }

  bookSale(tx: Transaction, sale: Sale): Promise<Booked> {
    return bookSale(tx, { privacy: this.deps.privacy, keeper: this.keeper }, sale);
  }

  returnSale(tx: Transaction, back: SaleReturn): Promise<Booked> {
    return returnSale(tx, back, this.keeper);
  }

  voidSale(tx: Transaction, sale: SaleVoid): Promise<Booked> {
    return voidSale(tx, sale, this.keeper);
  }

  pay(tx: Transaction, payment: ChannelPayment): Promise<ChannelPaid> {
    return payByChannel(tx, payment, this.keeper);
  }

  recordRefund(tx: Transaction, report: RefundReport): Promise<RefundRecorded> {
    return recordRefund(tx, report);
  }

  raiseDispute(tx: Transaction, doubt: Doubt): Promise<{ disputeId: string; duplicate: boolean }> {
    return raiseDispute(tx, doubt);
  }

  cancel(
    tx: Transaction,
    orderId: string,
    why: { reason: string | null; refundedThere?: boolean; by: string },
  ): Promise<SettledOrder> {
    return cancelOrder(tx, orderId, why, this.keeper);
  }

  cancelLines(tx: Transaction, orderId: string, cancellation: LineCancellation): Promise<SettledOrder> {
    return cancelLines(tx, orderId, cancellation, this.keeper);
  }

  ship(tx: Transaction, orderId: string, shipment: Shipment): Promise<SettledOrder> {
    return shipOrder(tx, orderId, shipment, this.keeper);
  }

  /** Numbers of the lines that a channel names by its own ids; null where it names one that is not the order's. */
  async linesNamed(tx: Transaction, orderId: string, externalIds: readonly string[]): Promise<number[] | null> {
    const rows = await tx.query<{ no: number; id: string }>(
      'select line_no as no, external_id as id from order_line where order_id = $1 and external_id = any($2)',
      [orderId, externalIds],
    );
    const known = new Set(rows.map((row) => row.id));
    return externalIds.every((id) => known.has(id)) ? rows.map((row) => row.no) : null;
  }

  complete(tx: Transaction, orderId: string, by: string): Promise<SettledOrder> {
    return settleOrder(tx, orderId, 'complete', by, this.keeper);
  }

  /** The uuid of a channel's own order; null for one that is not there, and for another channel's. */
  async find(tx: Transaction, channel: string, name: OrderName): Promise<string | null> {
    const [column, value] =
      'id' in name ? ['id', name.id] : 'number' in name ? ['number', name.number] : ['external_id', name.externalId];
    const [order] = await tx.query<{ id: string }>(
      `select id from customer_order where channel = $1 and ${column} = $2`,
      [channel, value],
    );
    return order?.id ?? null;
  }
}
