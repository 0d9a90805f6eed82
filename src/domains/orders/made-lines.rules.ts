import type { Fen } from '../../shared/money.js';
import { orderErrors } from './orders.errors.js';

/** A line of an order or sale that was made elsewhere, at the amount agreed there. */
export interface MadeLine {
  /** Key of the product. */
  readonly product: number;
  /** Decimal text of the product's unit. */
  readonly quantity: string;
  /** What the buyer pays for the line, after every discount and without postage. */
  readonly amountFen: Fen;
  /** Their id of the line. */
  readonly externalId?: string | null;
}

/** What must be known of a product to write it on a line. */
export interface LineProduct {
  readonly key: number;
  readonly name: string;
  readonly unit: string;
  readonly scale: number;
  readonly placeCode: string;
}

const MOST_LINES = 500;
const MOST_FEN = 1_000_000_000_000;

/** Throws the first thing that is wrong with lines as such; whether their products exist is another question. */
export function checkMadeLines(lines: readonly MadeLine[]): void {
  if (lines.length < 1 || lines.length > MOST_LINES) throw orderErrors.refuse('NO_LINES', { field: 'lines' });
  for (const [i, { amountFen }] of lines.entries()) checkFen(amountFen, `lines.${i}.amountFen`);
}

/** Money as a channel gives it: whole, not negative, and not beyond what an order may come to. */
export function checkFen(amount: Fen, field: string): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) throw orderErrors.refuse('BAD_AMOUNT', { field });
  if (amount > MOST_FEN) throw orderErrors.refuse('TOO_LARGE', { field });
  return amount;
}

/** What one whole unit cost, rounded half up: told beside the amount, which is what counts. */
export function unitPriceFen(amountFen: Fen, steps: number, scale: number): Fen {
  const unit = 10n ** BigInt(scale);
  const price = (2n * BigInt(amountFen) * unit + BigInt(steps)) / (2n * BigInt(steps));
  return Number(price > BigInt(Number.MAX_SAFE_INTEGER) ? BigInt(Number.MAX_SAFE_INTEGER) : price);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

export function moment(text: string, field: string): Date {
  if (!ISO.test(text) || Number.isNaN(Date.parse(text))) throw orderErrors.refuse('BAD_TIME', { field });
  return new Date(text);
}

export function checkExternalId(text: string, field: string): string {
  if (text.length < 1 || text.length > 128) throw orderErrors.refuse('BAD_EXTERNAL_ID', { field });
  return text;
}

/** A buyer as far as a channel tells; nothing of it is required, and it is stored as told. */
export function checkBuyer({
  name = '',
  phone = '',
  address = '',
}: Partial<Record<'name' | 'phone' | 'address', string>>): void {
  if ([...name].length > 120) throw orderErrors.refuse('BAD_BUYER_NAME', { field: 'buyer.name' });
  if ([...phone].length > 40) throw orderErrors.refuse('BAD_PHONE', { field: 'buyer.phone' });
  if ([...address].length > 400) throw orderErrors.refuse('BAD_ADDRESS', { field: 'buyer.address' });
}
