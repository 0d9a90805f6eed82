import { parseYuan, z } from 'yizhan/plugin-kit';
import type { Answer } from '../top/ask.js';

export const REFUND_FIELDS = [
  ...['refund_id', 'tid', 'oid', 'status', 'refund_fee', 'created', 'modified', 'reason', 'has_good_return'],
].join(',');

const id = z.union([z.string(), z.number()]).transform(String);

const refund = z
  .object({
    refund_id: id,
    tid: id,
    oid: z.nullish(id),
    status: z.string(),
    refund_fee: z.union([z.string(), z.number()]),
    modified: z.string(),
    reason: z.nullish(z.string()),
    has_good_return: z.nullish(z.boolean()),
  })
  .transform((row, context) => {
    const amountFen = parseYuan(String(row.refund_fee));
    if (amountFen === null) {
      context.addIssue({
        code: 'custom',
        message: `refund_fee ${JSON.stringify(row.refund_fee)} is no amount in yuan`,
      });
      return z.NEVER;
    }
    return {
      refundId: row.refund_id,
      tid: row.tid,
      oid: row.oid ?? null,
      status: row.status,
      amountFen,
      modified: row.modified,
      reason: row.reason ?? null,
      goodsReturn: row.has_good_return ?? false,
    };
  });

/** A refund as it was at `modified`. */
export type Refund = z.infer<typeof refund>;

/** @throws z.ZodError with what is wrong */
export const readRefund = (answer: Answer): Refund => refund.parse(answer);
