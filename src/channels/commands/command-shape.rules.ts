import { z, type Command } from '../../plugin-kit/index.js';

const text = z.string().min(1).max(500);
const id = z.string().min(1).max(128);
const fen = z.number().int().min(0);
const facts = z.record(z.string(), z.unknown());

const orderRef = z.union([z.object({ externalId: id }), z.object({ number: id }), z.object({ id })]);
const product = z.union([z.object({ id }), z.object({ externalId: id })]);
const line = z.object({ product, quantity: z.string(), amountFen: fen, externalId: id.optional() });
const lines = z.array(line).min(1).max(500);
const buyer = z.object({ name: z.string().optional(), phone: z.string().optional(), address: z.string().optional() });
const tender = z.object({ method: text, amountFen: fen, reference: z.string().optional() });

const importedOrder = z.object({
  externalId: id,
  placedAt: text,
  lines,
  postageFen: fen.optional(),
  buyer: buyer.optional(),
  customer: id.optional(),
  holdMinutes: z.number().int().optional(),
});
const payment = z.object({ transactionId: id, amountFen: fen, paidAt: text, method: text });
const refund = z.object({
  id: id.optional(),
  externalId: id.optional(),
  amountFen: fen,
  state: z.enum(['SUCCEEDED', 'FAILED']),
  reason: z.string().optional(),
});
const sold = z.object({
  product,
  quantity: z.string().optional(),
  weightG: z.number().int().min(1).optional(),
  amountFen: fen,
  externalId: id.optional(),
  unitPriceFen: fen.optional(),
  tolerancePermille: z.number().int().min(0).max(1_000).optional(),
  pending: id.optional(),
});
const soldLines = z.array(sold).min(1).max(500);
const businessDate = text.optional();
const sale = z.object({
  externalId: id,
  siteCode: id,
  soldAt: text,
  businessDate,
  lines: soldLines,
  tenders: z.array(tender).max(50),
  keepUnknown: z.boolean().optional(),
});
const signedFen = z.number().int();
const declaration = z.object({
  externalId: id,
  siteCode: id,
  businessDate: text,
  totalFen: signedFen,
  receipts: z
    .array(z.object({ externalId: id, amountFen: signedFen }))
    .max(50_000)
    .optional(),
  products: z
    .array(sold.pick({ product: true, quantity: true }).extend({ weightG: signedFen.optional(), amountFen: signedFen }))
    .max(50_000)
    .optional(),
});
const terminal = { terminal: id, report: facts };

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order.import'), order: importedOrder }),
  z.object({ kind: z.literal('order.pay'), order: orderRef, payment }),
  z.object({
    kind: z.literal('order.cancel'),
    order: orderRef,
    reason: z.string().optional(),
    lines: z.array(id).min(1).max(500).optional(),
    refundedThere: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('order.ship'),
    order: orderRef,
    lines: z.array(id).min(1).max(500).optional(),
    parcel: z.object({ carrier: text, trackingNo: text }).optional(),
  }),
  z.object({ kind: z.literal('order.complete'), order: orderRef }),
  z.object({ kind: z.literal('refund.record'), order: orderRef, refund }),
  z.object({
    kind: z.literal('dispute.raise'),
    code: id,
    ref: id.optional(),
    message: text,
    order: orderRef.optional(),
    facts: facts.optional(),
  }),
  z.object({ kind: z.literal('sale.book'), sale }),
  z.object({ kind: z.literal('sale.assign'), original: id, lines: soldLines }),
  z.object({
    kind: z.literal('sale.return'),
    externalId: id,
    original: id,
    returnedAt: text,
    businessDate,
    lines: soldLines,
  }),
  z.object({ kind: z.literal('sale.void'), externalId: id, original: id, voidedAt: text, businessDate }),
  z.object({ kind: z.literal('counter.declare'), declaration }),
  z.object({ kind: z.literal('customer.sign-in'), externalId: id }),
  z.object({ kind: z.literal('terminal.heartbeat'), ...terminal }),
  z.object({ kind: z.literal('terminal.journal'), ...terminal }),
  z.object({ kind: z.literal('terminal.audit'), ...terminal }),
  z.object({ kind: z.literal('terminal.vend'), ...terminal }),
  z.object({ kind: z.literal('terminal.command'), ...terminal }),
]);

/** What is wrong with a command as such, and where; null where it may be tried. Plug-ins need not be typed. */
export function shapeFault(command: Command): { field: string; message: string } | null {
  const { success, error } = shape.safeParse(command);
  if (success) return null;
  const [issue] = error.issues;
  return { field: issue!.path.join('.'), message: issue!.message };
}
