import { v7 as uuidv7 } from 'uuid';
import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import { fingerprint, type Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import type { DomainError } from '../../shared/domain-error.js';
import { Refusals } from '../../shared/domain-error.js';
import { amountFen } from '../../shared/money.js';
import { formatQuantity } from '../../shared/quantity.js';
import { CoordinateSystem, toWgs84, type DeliveryService } from '../shops/index.js';
import type { OfferBook, Offer } from './offers.js';
import { checkOrder, lineSteps, type OrderKind } from './order-checks.rules.js';
import type { OrderPayload } from './order.events.js';
import { orderNumber } from './order.rules.js';
import type { OrderPlaceInput } from './order.inputs.js';
import { orderErrors } from './orders.errors.js';
import { chooseSources, type Choice } from './choose-sources.rules.js';
import type { LineDocument, OrderDocument, OrderPlacement, PlacedAnswer, RefusedAnswer } from './placement.js';

/** An order as just placed: enough to answer it without reading it back. */
export interface Placed {
  orderId: string;
  /** Absent when the answer is a repeat of an earlier call's. */
  fresh?: { order: OrderDocument; lines: LineDocument[]; reservedUntil: string };
}

/** A line checked and priced; `choice` says which of its sources come into question. */
interface PricedLine {
  field: string;
  offer: Offer;
  steps: number;
  amountFen: number;
  choice: Choice;
}

export interface PlaceOrderDeps {
  db: Database;
  placement: OrderPlacement;
  offers: OfferBook;
  delivery: DeliveryService;
  privacy: Privacy;
  clock: Clock;
}

const MAX_TOTAL_FEN = 1_000_000_000_000;

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
    let lines = await this.price(input, kind, false);
    const order = await this.document(viewer, input, kind, now);
    const print = fingerprint(asked);
    const spent = new Set<number>();
    for (let tries = 0; ; tries++) {
      const sources = chooseSources(
        lines.map((line) => ({ steps: line.steps, choice: line.choice })),
        spent,
      );
      const documents = lines.map((line, i) => lineDocument(line, i, sources.chosen[i]!));
      order.total_fen = documents.reduce((sum, line) => sum + line.amount_fen, 0);
      if (order.total_fen > MAX_TOTAL_FEN) throw orderErrors.refuse('TOO_LARGE', { field: 'lines' });
      order.event = { ...eventOf(order, documents) };
      const provisional = !sources.last && tries < 20;
      const result = await this.deps.placement.place({
        scope: viewer.scope,
        key: idempotencyKey,
        fingerprint: print,
        provisional,
        order,
        lines: documents,
      });
      if (result.outcome === 'KEY_REUSED') throw generalErrors.refuse('KEY_REUSED', { field: 'idempotencyKey' });
      if (result.answer.status === 'PLACED')
        return placed(result.outcome === 'PLACED', result.answer, order, documents);
      if (!provisional || result.outcome === 'REPLAY') throw refusal(result.answer, lines);
      if (tries === 0) lines = await this.price(input, kind, true);
      for (const { itemId } of result.answer.lines) spent.add(Number(itemId));
    }
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

function lineDocument(
  { offer, steps, amountFen: amount }: PricedLine,
  i: number,
  source: { itemId: number; siteCode: string },
): LineDocument {
  return {
    line_no: i + 1,
    item_id: source.itemId,
    product_id: offer.productKey,
    site_code: source.siteCode,
    place_code: offer.placeCode,
    product_name: offer.name,
    unit: offer.unit,
    scale: offer.scale,
    quantity: steps,
    unit_price_fen: offer.priceFen,
    amount_fen: amount,
  };
}

/** What followers of orders are told, and by what they may see it; nothing of the buyer. */
function eventOf(order: OrderDocument, lines: readonly LineDocument[]): OrderPayload {
  return {
    status: 'PLACED',
    number: order.number,
    channel: order.channel,
    customer: order.customer_id,
    by: order.placed_by,
    sites: [...new Set(lines.map((line) => line.site_code))],
    places: [...new Set(lines.map((line) => line.place_code))],
  };
}

function placed(
  fresh: boolean,
  { orderId, reservedUntil }: PlacedAnswer,
  order: OrderDocument,
  lines: LineDocument[],
): Placed {
  return fresh ? { orderId, fresh: { order, lines, reservedUntil } } : { orderId };
}

function refusal({ lines: refused }: RefusedAnswer, lines: readonly PricedLine[]): Refusals {
  return new Refusals(
    refused.flatMap(({ lineNo, available }) =>
      lines[lineNo - 1] ? [outOfStock(lines[lineNo - 1]!, available ?? 0)] : [],
    ),
  );
}

function outOfStock({ field, offer }: PricedLine, available: number): DomainError {
  return orderErrors.refuse('OUT_OF_STOCK', {
    field: `${field}.quantity`,
    product: offer.name,
    available: formatQuantity(available, offer.scale),
  });
}
