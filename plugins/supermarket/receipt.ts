import { z } from 'yizhan/plugin-kit';

const receiptNo = z.string().regex(/^[\w.-]{1,40}$/);
const fen = z.int().min(0).max(1_000_000_000);

const line = z.strictObject({
  barcode: z.string().max(60),
  /** Pieces, or units of the article as a decimal string. Of a label, how many were stuck on: 1. */
  qty: z.union([z.int().min(1).max(100_000), z.string().regex(/^\d{1,9}(\.\d{1,3})?$/)]).default(1),
  weightG: z.int().min(1).max(10_000_000).optional(),
  /** What the buyer paid for the line. */
  amountFen: fen,
  /** Price of a kilogram, or of a piece, as the till had it. */
  unitPriceFen: fen.optional(),
});

const tender = z.strictObject({
  method: z.string().regex(/^[\w.-]{1,40}$/),
  amountFen: fen,
  reference: z.string().max(100).optional(),
});

const common = { seq: z.int(), eventId: z.string(), receiptNo, occurredAt: z.iso.datetime({ offset: true }) };
const lines = z.array(line).min(1).max(200);

export const receiptEvent = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('SALE'), lines, tenders: z.array(tender).min(1).max(20) }),
  z.strictObject({
    ...common,
    kind: z.literal('RETURN'),
    originalReceiptNo: receiptNo.optional(),
    lines,
    tenders: z.array(tender).max(20).default([]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('VOID'),
    originalReceiptNo: receiptNo,
    lines: z.array(line).max(200).default([]),
    tenders: z.array(tender).max(20).default([]),
  }),
]);

export type ReceiptEvent = z.output<typeof receiptEvent>;
export type ReceiptLine = z.output<typeof line>;

/** What a store's receipt is called beyond the store. */
export const saleId = (store: string, receipt: string): string => `${store}/${receipt}`;

/** All that concerns one receipt goes one after the other, what is brought back after what was sold. */
export function orderingKeyOf(store: string, event: Readonly<Record<string, unknown>>): string | null {
  const receipt = event['originalReceiptNo'] ?? event['receiptNo'];
  return typeof receipt === 'string' ? saleId(store, receipt) : null;
}
