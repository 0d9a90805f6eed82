import { generalErrors } from '../../platform/graphql/index.js';
import type { DomainError } from '../../shared/domain-error.js';
import { Refusals } from '../../shared/domain-error.js';
import { formatQuantity } from '../../shared/quantity.js';
import { chooseSources, type Choice } from './choose-sources.rules.js';
import type { Offer } from './offers.js';
import type { OrderPayload } from './order.events.js';
import { orderErrors } from './orders.errors.js';
import type { LineDocument, OrderDocument, OrderPlacement, PlacedAnswer, Placing, RefusedAnswer } from './placement.js';

/** An order as just placed: enough to answer it without reading it back. */
export interface Placed {
  orderId: string;
  /** Absent when the answer is a repeat of an earlier call's. */
  fresh?: { order: OrderDocument; lines: LineDocument[]; reservedUntil: string };
}

/** A line checked and priced; `choice` says which of its sources come into question. */
export interface PricedLine {
  field: string;
  offer: Offer;
  steps: number;
  unitPriceFen: number;
  amountFen: number;
  externalId?: string | null;
  choice: Choice;
}

export interface PlacingKey extends Pick<Placing, 'scope' | 'key' | 'fingerprint' | 'holdSeconds'> {
  /** Whether the last refusal is stored with the key; otherwise the same may be tried again when there is stock. */
  keepsRefusal: boolean;
}

const MAX_TOTAL_FEN = 1_000_000_000_000;

/**
 * Reserves all lines of an order or none. Where a line may come from several sites, the next is tried under the same key;
 * `reprice` reads the lines' sources anew, once, after a first refusal.
 */
export async function reserveLines(
  placement: OrderPlacement,
  { keepsRefusal, ...named }: PlacingKey,
  order: OrderDocument,
  lines: PricedLine[],
  reprice: () => Promise<PricedLine[]>,
): Promise<Placed> {
  const spent = new Set<number>();
  for (let tries = 0; ; tries++) {
    const sources = chooseSources(
      lines.map((line) => ({ steps: line.steps, choice: line.choice })),
      spent,
    );
    const documents = lines.map((line, i) => lineDocument(line, i, sources.chosen[i]!));
    order.total_fen = documents.reduce((sum, line) => sum + line.amount_fen, order.postage_fen ?? 0);
    if (order.total_fen > MAX_TOTAL_FEN) throw orderErrors.refuse('TOO_LARGE', { field: 'lines' });
    order.event = { ...eventOf(order, documents) };
    const more = !sources.last && tries < 20;
    const result = await placement.place({ ...named, provisional: more || !keepsRefusal, order, lines: documents });
    if (result.outcome === 'KEY_REUSED') throw generalErrors.refuse('KEY_REUSED', { field: 'idempotencyKey' });
    if (result.answer.status === 'PLACED') return placed(result.outcome === 'PLACED', result.answer, order, documents);
    if (!more || result.outcome === 'REPLAY') throw refusal(result.answer, lines);
    if (tries === 0) lines = await reprice();
    for (const { itemId } of result.answer.lines) spent.add(Number(itemId));
  }
}

function lineDocument(line: PricedLine, i: number, source: { itemId: number; siteCode: string }): LineDocument {
  const { offer, steps, amountFen, unitPriceFen, externalId } = line;
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
    unit_price_fen: unitPriceFen,
    amount_fen: amountFen,
    ...(externalId && { external_id: externalId }),
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

export function outOfStock({ field, offer }: PricedLine, available: number): DomainError {
  return orderErrors.refuse('OUT_OF_STOCK', {
    field: `${field}.quantity`,
    product: offer.name,
    available: formatQuantity(available, offer.scale),
  });
}
