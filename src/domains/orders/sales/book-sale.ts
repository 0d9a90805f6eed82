import { v7 as uuidv7 } from 'uuid';
import { fingerprint, type Transaction } from '../../../platform/persistence/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import { sumFen } from '../../../shared/money.js';
import { sellAnyway } from '../../stock/index.js';
import {
  checkExternalId,
  checkFen,
  checkMadeLines,
  moment,
  unitPriceFen,
  type LineProduct,
  type MadeLine,
} from '../made-lines.rules.js';
import type { GoodsKeeper } from '../goods-keeper.js';
import { lineSteps } from '../order-checks.rules.js';
import { orderEvent } from '../order.events.js';
import { orderNumber } from '../order.rules.js';
import { orderErrors } from '../orders.errors.js';
import { bookPayment } from '../settle-order.js';

/** A sale that already happened, with the goods handed over. */
export interface Sale {
  /** The connection or other channel it was made on; its ids are its own. */
  readonly channel: string;
  readonly externalId: string;
  readonly siteCode: string;
  /** ISO 8601, as their clock had it. */
  readonly soldAt: string;
  readonly lines: readonly MadeLine[];
  /** How it was paid; together the sum of the lines. */
  readonly tenders: readonly { readonly method: string; readonly amountFen: number; readonly reference?: string }[];
  /** Who books it, such as `device:12`. */
  readonly by: string;
}

export interface Booked {
  orderId: string;
  number: string;
  /** It was booked before; nothing was done. */
  duplicate: boolean;
}

interface SaleLine {
  product: LineProduct;
  steps: number;
  made: MadeLine;
}

/**
 * Books a sale as an order that is completed, paid and gone from stock, once for each id of the channel. Stock refuses
 * nothing: the goods are sold. The same id with another content is a `CONFLICT`.
 */
export async function bookSale(
  tx: Transaction,
  { privacy, keeper }: { privacy: Privacy; keeper: GoodsKeeper },
  sale: Sale,
): Promise<Booked> {
  const soldAt = moment(sale.soldAt, 'soldAt');
  checkExternalId(sale.externalId, 'externalId');
  checkMadeLines(sale.lines);
  const totalFen = checkFen(sumFen(sale.lines.map((line) => line.amountFen)), 'lines');
  const paid = sumFen(sale.tenders.map((tender, i) => checkFen(tender.amountFen, `tenders.${i}.amountFen`)));
  if (paid !== totalFen) throw orderErrors.refuse('AMOUNT_MISMATCH', { field: 'tenders', due: totalFen });
  const lines = await withProducts(tx, sale.lines);
  const [site] = await tx.query('select code from site where code = $1', [sale.siteCode]);
  if (!site) throw orderErrors.refuse('UNKNOWN_SITE', { field: 'siteCode', site: sale.siteCode });

  const id = uuidv7();
  const number = orderNumber(id, soldAt);
  const { channel, externalId, siteCode, tenders, by } = sale;
  const print = fingerprint({ siteCode, soldAt, lines: sale.lines, tenders });
  const written = await insertOrder(tx, privacy, { id, number, channel, by, totalFen, externalId, soldAt, print });
  if (!written) return bookedBefore(tx, channel, externalId, print);
  const goods = lines.map(({ product, steps }) => ({
    product: product.key,
    site: siteCode,
    scale: product.scale,
    quantity: steps,
  }));
  const items = await sellAnyway(tx, goods, { by, order: id });
  const itemOf = new Map(items.map((item) => [item.product, item.id]));
  await insertLines(tx, id, siteCode, lines, itemOf);
  const left = items.map((item) => ({ itemId: item.id, steps: item.quantity }));
  await keeper.leaving(tx, { orderId: id, by, items: left, lineNos: null, last: true, gone: true });
  for (const { method, amountFen, reference = null } of tenders)
    await bookPayment(tx, id, { kind: 'PAYMENT', method, amountFen, reference, paidAt: soldAt, by });
  const places = [...new Set(lines.map(({ product }) => product.placeCode))];
  tx.emit(orderEvent(id, 1, { status: 'COMPLETED', number, channel, customer: null, by, sites: [siteCode], places }));
  return { orderId: id, number, duplicate: false };
}

async function withProducts(tx: Transaction, lines: readonly MadeLine[]): Promise<SaleLine[]> {
  const rows = await tx.query<LineProduct>(
    `select id::float8 as key, name, unit, scale, village_code as "placeCode" from product where id = any($1::bigint[])`,
    [[...new Set(lines.map((line) => line.product))]],
  );
  const products = new Map(rows.map((row) => [row.key, row]));
  return lines.map((made, i) => {
    const product = products.get(made.product);
    if (!product) throw orderErrors.refuse('UNKNOWN_PRODUCT', { field: `lines.${i}.product` });
    return { product, made, steps: lineSteps(made.quantity, product.scale, `lines.${i}.quantity`) };
  });
}

interface OrderToInsert {
  id: string;
  number: string;
  channel: string;
  by: string;
  totalFen: number;
  externalId: string;
  soldAt: Date;
  print: string;
}

/** Two at once of one id meet on its index: one waits, and finds it there. */
async function insertOrder(tx: Transaction, privacy: Privacy, order: OrderToInsert): Promise<boolean> {
  const { id, number, channel, by, totalFen, externalId, soldAt, print } = order;
  // Nobody asked who bought.
  const nobody = (column: string) => privacy.seal('', { table: 'customer_order', column, row: id });
  const rows = await tx.query(
    `insert into customer_order(id, number, channel, kind, status, placed_by, buyer_name_sealed, buyer_phone_sealed, total_fen,
                                external_id, external_at, external_print)
     values ($1, $2, $3, 'COLLECTION', 'COMPLETED', $4, $5, $6, $7, $8, $9, $10)
     on conflict (channel, external_id) where external_id is not null do nothing returning id`,
    [id, number, channel, by, nobody('buyer_name'), nobody('buyer_phone'), totalFen, externalId, soldAt, print],
  );
  return rows.length > 0;
}

async function bookedBefore(tx: Transaction, channel: string, externalId: string, print: string): Promise<Booked> {
  const [order] = await tx.query<{ id: string; number: string; print: string }>(
    'select id, number, external_print as print from customer_order where channel = $1 and external_id = $2',
    [channel, externalId],
  );
  if (order?.print !== print) throw orderErrors.refuse('CONFLICT', { field: 'externalId', externalId });
  return { orderId: order.id, number: order.number, duplicate: true };
}

async function insertLines(
  tx: Transaction,
  orderId: string,
  siteCode: string,
  lines: readonly SaleLine[],
  itemOf: ReadonlyMap<number, number>,
): Promise<void> {
  const rows = lines.map(({ product, steps, made }, i) => ({
    line_no: i + 1,
    item_id: itemOf.get(product.key)!,
    product_id: product.key,
    place_code: product.placeCode,
    product_name: product.name,
    unit: product.unit,
    scale: product.scale,
    quantity: steps,
    unit_price_fen: unitPriceFen(made.amountFen, steps, product.scale),
    amount_fen: made.amountFen,
    external_id: made.externalId ?? null,
  }));
  await tx.query(
    `insert into order_line(order_id, line_no, item_id, product_id, site_code, place_code, product_name, unit, scale, quantity,
                            unit_price_fen, amount_fen, external_id)
     select $1, line_no, item_id, product_id, $2, place_code, product_name, unit, scale, quantity, unit_price_fen, amount_fen, external_id
       from jsonb_to_recordset($3::jsonb) l(line_no smallint, item_id bigint, product_id bigint, place_code text, product_name text,
              unit text, scale smallint, quantity bigint, unit_price_fen bigint, amount_fen bigint, external_id text)`,
    [orderId, siteCode, JSON.stringify(rows)],
  );
}
