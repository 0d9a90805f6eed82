import { parseYuan, z } from 'yizhan/plugin-kit';
import type { Answer } from '../top/ask.js';

/** What is asked of a trade. Its receiver is not: that is asked for by `oaid`, where it is needed. */
export const TRADE_FIELDS = [
  ...['tid', 'status', 'created', 'modified', 'pay_time', 'consign_time', 'end_time', 'payment', 'post_fee'],
  ...['alipay_no', 'buyer_open_uid', 'oaid', 'orders'],
].join(',');

const id = z.union([z.string(), z.number()]).transform(String);
const optionalId = z.nullish(id).transform((value) => (value && value !== '0' ? value : null));
const text = z.nullish(z.string()).transform((value) => value || null);
const yuan = z.union([z.string(), z.number()]).transform((value, context) => {
  const amount = parseYuan(String(value));
  if (amount !== null) return amount;
  context.addIssue({ code: 'custom', message: `${JSON.stringify(value)} is no amount in yuan` });
  return z.NEVER;
});
const optionalYuan = z.nullish(yuan).transform((value) => value ?? null);

const line = z
  .object({
    oid: id,
    num_iid: optionalId,
    sku_id: optionalId,
    outer_iid: optionalId,
    outer_sku_id: optionalId,
    title: text,
    num: z.coerce.number().int().positive(),
    payment: optionalYuan,
    divide_order_fee: optionalYuan,
    status: z.string(),
    refund_status: text,
    refund_id: optionalId,
    logistics_company: text,
    invoice_no: text,
  })
  .transform((row) => ({
    oid: row.oid,
    itemId: row.num_iid,
    skuId: row.sku_id,
    /** The merchant's own code: of the SKU, or of the item where it has none. */
    code: row.outer_sku_id ?? row.outer_iid,
    title: row.title ?? '',
    num: row.num,
    paymentFen: row.payment,
    dividedFen: row.divide_order_fee,
    status: row.status,
    refundStatus: row.refund_status,
    refundId: row.refund_id,
    carrier: row.logistics_company,
    trackingNo: row.invoice_no,
  }));

const trade = z
  .object({
    tid: id,
    status: z.string(),
    created: z.string(),
    modified: z.string(),
    pay_time: text,
    consign_time: text,
    end_time: text,
    payment: yuan,
    post_fee: optionalYuan,
    alipay_no: optionalId,
    buyer_open_uid: text,
    oaid: text,
    orders: z.object({ order: z.array(line).min(1) }),
  })
  .transform((row) => ({
    tid: row.tid,
    status: row.status,
    created: row.created,
    modified: row.modified,
    payTime: row.pay_time,
    consignTime: row.consign_time,
    endTime: row.end_time,
    paymentFen: row.payment,
    postFen: row.post_fee ?? 0,
    alipayNo: row.alipay_no,
    buyer: row.buyer_open_uid,
    oaid: row.oaid,
    lines: row.orders.order,
  }));

/** A trade as it was at `modified`: ids are strings, money is fen, times are as the gateway wrote them. */
export type Trade = z.infer<typeof trade>;
export type TradeLine = Trade['lines'][number];

/** @throws z.ZodError with what is wrong */
export const readTrade = (answer: Answer): Trade => trade.parse(answer);
