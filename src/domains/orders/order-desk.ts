import { fingerprint, type Transaction } from '../../platform/persistence/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import { cancelOrder } from './cancel-order.js';
import { NO_KEEPER, type GoodsKeeper } from './goods-keeper.js';
import { orderNumber } from './order.rules.js';
import { orderErrors } from './orders.errors.js';
import { placeBatch } from './place-batch.js';
import type { LineDocument, OrderDocument } from './placement.js';
import { ReturnDisposition, ReturnKind } from './order.types.js';
import { returnOrder } from './return-order.js';
import { settleOrder } from './settle-order.js';

/** One whole unit of a product, sold where it stands, at the price that is written there. */
export interface OneUnit {
  /** Id of the order to be, a UUIDv7. */
  id: string;
  channel: string;
  site: string;
  product: number;
  priceFen: number;
  by: string;
  holdSeconds: number;
}

export interface HeldUnit {
  number: string;
  reservedUntil: string;
}

interface Goods {
  item: number;
  name: string;
  unit: string;
  scale: number;
  place: string;
}

const GOODS = `
  select i.id::float8 as item, p.name, p.unit, p.scale, p.village_code as place
    from stock_item i join product p on p.id = i.product_id where i.product_id = $1 and i.site_code = $2`;

/** Orders as other domains need them, each verb in the caller's transaction; whoever calls has asked whether it may. */
export class OrderDesk {
  private keeper = NO_KEEPER;

  constructor(
    private readonly privacy: Privacy,
    private readonly clock: Clock,
  ) {}

  useGoods(keeper: GoodsKeeper): void {
    this.keeper = keeper;
  }

  /** Places an order of one unit and reserves it, or refuses it as out of stock. Nobody asked who buys. */
  async reserve(tx: Transaction, one: OneUnit): Promise<HeldUnit> {
    const [goods] = await tx.query<Goods>(GOODS, [one.product, one.site]);
    if (!goods) throw orderErrors.refuse('OUT_OF_STOCK', { product: '', available: 0 });
    const order = this.document(one, goods);
    const { text, values } = placeBatch(
      // A refusal leaves no key behind.
      [
        {
          scope: 'desk',
          key: one.id,
          fingerprint: fingerprint(one.id),
          provisional: true,
          order,
          lines: [lineOf(one, goods)],
        },
      ],
      one.holdSeconds,
    );
    const [placed] = await tx.query<{ outcome: string; answer: { reservedUntil: string } }>(text, values);
    if (placed!.outcome !== 'PLACED') throw orderErrors.refuse('OUT_OF_STOCK', { product: goods.name, available: 0 });
    return { number: order.number, reservedUntil: placed!.answer.reservedUntil };
  }

  /** The buyer has the goods. */
  async handOver(tx: Transaction, id: string, by: string): Promise<void> {
    await settleOrder(tx, id, 'fulfil', by, this.keeper);
    await settleOrder(tx, id, 'complete', by, this.keeper);
  }

  /** Gives stock and money back; answers whether all the money is back, or is still to come through a channel. */
  async callOff(tx: Transaction, id: string, by: string, reason: string): Promise<{ refunded: boolean }> {
    await cancelOrder(tx, id, { reason, by }, this.keeper);
    const [order] = await tx.query<{ refunded: boolean }>(
      'select refunded_fen >= paid_fen as refunded from customer_order where id = $1',
      [id],
    );
    return { refunded: order!.refunded };
  }

  /** Takes the one unit of an order back and gives its money back; the goods are not sold again. */
  takeBack(tx: Transaction, id: string, by: string, reason: string): Promise<void> {
    const lines = [{ lineNo: 1, quantity: '1', disposition: ReturnDisposition.WRITE_OFF }];
    return returnOrder(tx, id, { kind: ReturnKind.RETURN, reason, lines }, by, this.keeper);
  }

  private document(one: OneUnit, goods: Goods): OrderDocument {
    const number = orderNumber(one.id, this.clock.now());
    const nobody = (column: string) => this.privacy.seal('', { table: 'customer_order', column, row: one.id });
    const event = {
      status: 'PLACED',
      number,
      channel: one.channel,
      customer: null,
      by: one.by,
      sites: [one.site],
      places: [goods.place],
    };
    return {
      id: one.id,
      number,
      channel: one.channel,
      kind: 'COLLECTION',
      placed_by: one.by,
      customer_id: null,
      buyer_name_sealed: nobody('buyer_name'),
      buyer_phone_sealed: nobody('buyer_phone'),
      address_sealed: null,
      delivery_latitude: null,
      delivery_longitude: null,
      pick_up_shop_id: null,
      visit_village_code: null,
      visit_on: null,
      total_fen: one.priceFen,
      event,
    };
  }
}

const lineOf = (one: OneUnit, { item, name, unit, scale, place }: Goods): LineDocument => ({
  line_no: 1,
  item_id: item,
  product_id: one.product,
  site_code: one.site,
  place_code: place,
  product_name: name,
  unit,
  scale,
  quantity: 10 ** scale,
  unit_price_fen: one.priceFen,
  amount_fen: one.priceFen,
});
