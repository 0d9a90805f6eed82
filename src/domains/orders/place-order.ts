import { v7 as uuidv7 } from 'uuid';
import { numericKey } from '../../platform/graphql/index.js';
import { fingerprint, type Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import { Refusals } from '../../shared/domain-error.js';
import { amountFen } from '../../shared/money.js';
import { CoordinateSystem, toWgs84, type DeliveryService } from '../shops/index.js';
import type { OfferBook } from './offers.js';
import { checkOrder, lineSteps, type OrderKind } from './order-checks.rules.js';
import { orderNumber } from './order.rules.js';
import type { OrderPlaceInput } from './order.inputs.js';
import { orderErrors } from './orders.errors.js';
import type { OrderDocument, OrderPlacement } from './placement.js';
import { outOfStock, reserveLines, type Placed, type PricedLine } from './reserve-lines.js';

export interface PlaceOrderDeps {
  db: Database;
  placement: OrderPlacement;
  offers: OfferBook;
  delivery: DeliveryService;
  privacy: Privacy;
  clock: Clock;
}

/**
 * Places an order: checks it, prices its lines, chooses the site of each, and reserves all of it or nothing. Where a line
 * may come from several sites, the next is tried under the same key; the last refusal is the stored one.
 */
export class PlaceOrder {
  constructor(private readonly deps: PlaceOrderDeps) {}

  async place(viewer: Viewer, given: OrderPlaceInput): Promise<Placed> {
    const now = this.deps.clock.now();
    const kind = checkOrder(given, now);
    const { idempotencyKey, ...asked } = given;
    const input = located(given);
    // A channel that is not the viewer's answers like one the product is not on.
    if (!may(viewer, 'place', 'Order', { channel: input.channel }))
      throw orderErrors.refuse('NOT_FOR_SALE', { field: 'lines.0.productId' });
    const lines = await this.price(input, kind, false);
    const order = await this.document(viewer, input, kind, now);
    return reserveLines(
      this.deps.placement,
      { scope: viewer.scope, key: idempotencyKey, fingerprint: fingerprint(asked), keepsRefusal: true },
      order,
      lines,
      () => this.price(input, kind, true),
    );
  }

  private async price(input: OrderPlaceInput, kind: OrderKind, fresh: boolean): Promise<PricedLine[]> {
    const lines = await Promise.all(
      input.lines.map(async ({ productId, quantity, siteCode }, i) => {
        const field = `lines.${i}`;
        const key = numericKey(productId, 'Product');
        const offer = key === null ? null : await this.deps.offers.offer(key, input.channel, fresh);
        if (!offer?.onSale) throw orderErrors.refuse('NOT_FOR_SALE', { field: `${field}.productId` });
        const steps = lineSteps(quantity, offer.scale, `${field}.quantity`);
        const sources = siteCode ? offer.sources.filter((s) => s.siteCode === siteCode) : offer.sources;
        return {
          field,
          offer,
          steps,
          unitPriceFen: offer.priceFen,
          amountFen: amountFen(offer.priceFen, steps, offer.scale),
          choice: { sources, all: sources },
        };
      }),
    );
    await this.narrow(input, kind, lines);
    const empty = lines.filter((line) => line.choice.sources.length === 0);
    if (empty.length > 0) throw new Refusals(empty.map((line) => outOfStock(line, 0)));
    return lines;
  }

  /** Leaves each line the sources that can serve this buyer, the nearest to hand first. */
  private async narrow(input: OrderPlaceInput, kind: OrderKind, lines: PricedLine[]): Promise<void> {
    if (kind === 'DELIVERY') {
      const sites = [...new Set(lines.flatMap((line) => line.choice.sources.map((s) => s.siteCode)))];
      const covered = await this.deps.delivery.covers(sites, input.delivery!.point);
      for (const line of lines) {
        const { sources } = line.choice;
        line.choice.sources = sources.filter((s) => covered.has(s.siteCode));
        if (sources.length > 0 && line.choice.sources.length === 0) {
          throw orderErrors.refuse('OUTSIDE_DELIVERY_AREA', { field: 'delivery.point', product: line.offer.name });
        }
      }
    }
    if (kind === 'VILLAGE_VISIT') {
      const village = input.visit!.villageCode;
      for (const line of lines)
        line.choice.sources = line.choice.sources.filter((s) => s.placeCode.startsWith(village));
    }
    if (kind === 'PICK_UP') {
      const site = await this.pickUpSite(input.pickUp!.shopId);
      for (const { choice } of lines)
        choice.sources = choice.sources.toSorted((a, b) => Number(b.siteCode === site) - Number(a.siteCode === site));
    }
  }

  private async pickUpSite(shopId: string): Promise<string> {
    const [shop] = await this.deps.db.read<{ site: string }>(
      'order_pick_up',
      'select site_code as site from shop where id = $1 and active',
      [numericKey(shopId, 'Shop')],
    );
    if (!shop) throw orderErrors.refuse('UNKNOWN_SHOP', { field: 'pickUp.shopId' });
    return shop.site;
  }

  private async document(viewer: Viewer, input: OrderPlaceInput, kind: OrderKind, now: Date): Promise<OrderDocument> {
    const { buyer, delivery, pickUp, visit } = input;
    if (visit) {
      const found = await this.deps.db.read(
        'order_village',
        `select code from place where code = $1 and level = 'VILLAGE'`,
        [visit.villageCode],
      );
      if (found.length === 0) throw orderErrors.refuse('UNKNOWN_VILLAGE', { field: 'visit.villageCode' });
    }
    const id = uuidv7();
    const seal = (column: string, plain: string) =>
      this.deps.privacy.seal(plain.trim(), { table: 'customer_order', column, row: id });
    return {
      id,
      number: orderNumber(id, now),
      channel: input.channel,
      kind,
      placed_by: viewer.scope,
      customer_id: viewer.kind === 'customer' ? Number(viewer.id) : null,
      buyer_name_sealed: seal('buyer_name', buyer.name),
      buyer_phone_sealed: seal('buyer_phone', buyer.phone),
      address_sealed: delivery ? seal('address', delivery.address) : null,
      delivery_latitude: delivery?.point.latitude ?? null,
      delivery_longitude: delivery?.point.longitude ?? null,
      pick_up_shop_id: pickUp ? numericKey(pickUp.shopId, 'Shop') : null,
      visit_village_code: visit?.villageCode ?? null,
      visit_on: visit?.on ?? null,
      total_fen: 0,
      event: {},
    };
  }
}

/** A phone in China gives GCJ-02: the point is converted once, here; the repeat of an order is told by what was sent. */
function located(input: OrderPlaceInput): OrderPlaceInput {
  if (!input.delivery) return input;
  const point = toWgs84(input.delivery.point, 'delivery.point');
  return { ...input, delivery: { ...input.delivery, point: { ...point, sourceSystem: CoordinateSystem.WGS84 } } };
}
