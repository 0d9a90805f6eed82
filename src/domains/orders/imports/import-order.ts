import { v7 as uuidv7 } from 'uuid';
import { fingerprint, type Database } from '../../../platform/persistence/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { Refusals } from '../../../shared/domain-error.js';
import {
  checkBuyer,
  checkExternalId,
  checkFen,
  checkMadeLines,
  moment,
  unitPriceFen,
  type MadeLine,
} from '../made-lines.rules.js';
import type { OfferBook } from '../offers.js';
import { lineSteps } from '../order-checks.rules.js';
import { orderNumber } from '../order.rules.js';
import { orderErrors } from '../orders.errors.js';
import type { OrderDocument, OrderPlacement } from '../placement.js';
import { outOfStock, reserveLines, type Placed, type PricedLine } from '../reserve-lines.js';
import type { Booked } from '../sales/book-sale.js';

/** An order made elsewhere, at the amounts agreed there. */
export interface MadeOrder {
  /** The connection it comes by; its ids are its own. */
  readonly channel: string;
  readonly externalId: string;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly lines: readonly MadeLine[];
  readonly postageFen?: number;
  /** As far as the channel tells; sealed. */
  readonly buyer?: { readonly name?: string; readonly phone?: string; readonly address?: string };
  /** Key of the customer who made it, if the channel names one. */
  readonly customerId?: number | null;
  /** How long stock is held until it is paid; left out, as long as for any order. */
  readonly holdMinutes?: number;
  readonly by: string;
}

export interface ImportDeps {
  db: Database;
  placement: OrderPlacement;
  offers: OfferBook;
  privacy: Privacy;
  clock: Clock;
}

const MOST_MINUTES = 43_200;

/**
 * Takes in an order made elsewhere, once for each id of the channel, and reserves its stock like any other's: all of it, or
 * `OUT_OF_STOCK`, and then the same may be tried again. Another content (lines, amounts, postage) is a `CONFLICT`; a buyer told
 * differently later is not, and changes nothing.
 */
export async function importOrder(deps: ImportDeps, made: MadeOrder): Promise<Booked> {
  const placedAt = moment(made.placedAt, 'placedAt');
  const { channel, lines, postageFen = 0, holdMinutes } = made;
  const externalId = checkExternalId(made.externalId, 'externalId');
  checkMadeLines(lines);
  checkFen(postageFen, 'postageFen');
  checkBuyer(made.buyer ?? {});
  if (holdMinutes !== undefined && !(Number.isInteger(holdMinutes) && holdMinutes >= 1 && holdMinutes <= MOST_MINUTES))
    throw orderErrors.refuse('BAD_HOLD', { field: 'holdMinutes', most: MOST_MINUTES });
  const print = fingerprint({ lines, postageFen });
  const before = await importedBefore(deps.db, channel, externalId, print);
  if (before) return before;
  const placed = await place(deps, made, placedAt, print).catch(async (error: { code?: string }) => {
    // Its key was used with another content, or forgotten since: the order itself knows.
    if (error.code !== 'KEY_REUSED' && error.code !== '23505') throw error;
    return importedBefore(deps.db, channel, externalId, print);
  });
  if (!placed) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  if ('number' in placed) return placed;
  if (placed.fresh) return { orderId: placed.orderId, number: placed.fresh.order.number, duplicate: false };
  return (await importedBefore(deps.db, channel, externalId, print))!;
}

async function place(deps: ImportDeps, made: MadeOrder, placedAt: Date, print: string): Promise<Placed> {
  const { channel, externalId, holdMinutes } = made;
  return reserveLines(
    deps.placement,
    {
      scope: `channel:${channel}`,
      key: `order.import ${externalId}`,
      fingerprint: print,
      keepsRefusal: false,
      ...(holdMinutes !== undefined && { holdSeconds: holdMinutes * 60 }),
    },
    documentOf(deps, made, placedAt, print),
    await priced(deps.offers, made, false),
    () => priced(deps.offers, made, true),
  );
}

/** Its products may be off sale here by now: they were sold there. */
async function priced(offers: OfferBook, { channel, lines }: MadeOrder, fresh: boolean): Promise<PricedLine[]> {
  const found = await Promise.all(
    lines.map(async ({ product, quantity, amountFen, externalId = null }, i): Promise<PricedLine> => {
      const field = `lines.${i}`;
      const offer = await offers.offer(product, channel, fresh);
      if (!offer) throw orderErrors.refuse('UNKNOWN_PRODUCT', { field: `${field}.product` });
      const steps = lineSteps(quantity, offer.scale, `${field}.quantity`);
      const { sources } = offer;
      const price = unitPriceFen(amountFen, steps, offer.scale);
      return { field, offer, steps, amountFen, unitPriceFen: price, externalId, choice: { sources, all: sources } };
    }),
  );
  const empty = found.filter((line) => line.choice.sources.length === 0);
  if (empty.length > 0) throw new Refusals(empty.map((line) => outOfStock(line, 0)));
  return found;
}

function documentOf({ privacy, clock }: ImportDeps, made: MadeOrder, placedAt: Date, print: string): OrderDocument {
  const { channel, externalId, buyer = {}, customerId = null, postageFen = 0, by } = made;
  const id = uuidv7();
  const seal = (column: string, plain = '') => privacy.seal(plain.trim(), { table: 'customer_order', column, row: id });
  return {
    id,
    number: orderNumber(id, clock.now()),
    channel,
    kind: 'DELIVERY',
    placed_by: by,
    customer_id: customerId,
    buyer_name_sealed: seal('buyer_name', buyer.name),
    buyer_phone_sealed: seal('buyer_phone', buyer.phone),
    address_sealed: buyer.address ? seal('address', buyer.address) : null,
    delivery_latitude: null,
    delivery_longitude: null,
    pick_up_shop_id: null,
    visit_village_code: null,
    visit_on: null,
    total_fen: 0,
    postage_fen: postageFen,
    external_id: externalId,
    external_at: placedAt.toISOString(),
    external_print: print,
    event: {},
  };
}

async function importedBefore(
  db: Database,
  channel: string,
  externalId: string,
  print: string,
): Promise<Booked | null> {
  const [order] = await db.read<{ id: string; number: string; print: string }>(
    'order_imported',
    'select id, number, external_print as print from customer_order where channel = $1 and external_id = $2',
    [channel, externalId],
  );
  if (order && order.print !== print) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  return order ? { orderId: order.id, number: order.number, duplicate: true } : null;
}
