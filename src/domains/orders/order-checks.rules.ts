import { parseQuantity, QuantityError } from '../../shared/quantity.js';
import { checkPhone } from '../people/index.js';
import type { OrderPlaceInput } from './order.inputs.js';
import { orderErrors } from './orders.errors.js';

export type OrderKind = 'DELIVERY' | 'PICK_UP' | 'COLLECTION' | 'VILLAGE_VISIT';

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** What can be said of an order without looking anything up. Throws the first failure; answers the order's kind. */
export function checkOrder(input: OrderPlaceInput, now: Date): OrderKind {
  if (input.lines.length < 1 || input.lines.length > 100) throw orderErrors.refuse('NO_LINES', { field: 'lines' });
  if (!within(input.buyer.name, 1, 60)) throw orderErrors.refuse('BAD_BUYER_NAME', { field: 'buyer.name' });
  if (!checkPhone(input.buyer.phone).ok) throw orderErrors.refuse('BAD_PHONE', { field: 'buyer.phone' });
  const ways = [input.delivery, input.pickUp, input.visit].filter((way) => way !== undefined && way !== null);
  if (ways.length > 1) throw orderErrors.refuse('ONE_WAY_ONLY');
  if (input.delivery) {
    const { address, point } = input.delivery;
    if (!within(address, 2, 200)) throw orderErrors.refuse('BAD_ADDRESS', { field: 'delivery.address' });
    if (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180)
      throw orderErrors.refuse('BAD_ADDRESS', { field: 'delivery.point' });
    return 'DELIVERY';
  }
  if (input.visit) {
    const today = Math.floor((now.getTime() + CHINA_MS) / DAY_MS);
    const ahead = Date.parse(input.visit.on) / DAY_MS - today;
    if (!(ahead >= 0 && ahead <= 90)) throw orderErrors.refuse('BAD_VISIT_DAY', { field: 'visit.on' });
    return 'VILLAGE_VISIT';
  }
  return input.pickUp ? 'PICK_UP' : 'COLLECTION';
}

/** A line's quantity in steps of its product's scale. */
export function lineSteps(text: string, scale: number, field: string): number {
  try {
    const steps = parseQuantity(text, scale);
    if (steps > 0) return steps;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
  }
  throw orderErrors.refuse('BAD_QUANTITY', { field, scale });
}

const within = (text: string, least: number, most: number): boolean => {
  const { length } = [...text.trim()];
  return length >= least && length <= most;
};
