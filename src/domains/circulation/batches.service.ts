import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  numericKey,
  page,
  pageOf,
  selectionOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { PRODUCER_TYPES } from '../people/index.js';
import { batchReads } from './batch.reads.js';
import type { BatchRow } from './batch.types.js';
import type { BatchesArgs } from './flow/flow.inputs.js';

/** Reads of batches, which are public. */
export class BatchesService {
  /** Newest first. */
  async list(context: RequestContext, info: GraphQLResolveInfo, args: BatchesArgs): Promise<Page<BatchRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = ['true'];
    const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
    const { code, productId, producerId, placeCode, siteCode, state } = args.filter ?? {};
    if (code) add(code, (n) => `b.code = ${n}`);
    if (productId) add(numericKey(productId, 'Product'), (n) => `b.product_id = ${n}`);
    if (producerId)
      add(
        numericKey(producerId, ...PRODUCER_TYPES),
        (n) => `b.id in (select batch_id from batch_producer where producer_id = ${n})`,
      );
    if (placeCode) add(`${placeCode}%`, (n) => `b.place_code like ${n}`);
    if (siteCode)
      add(
        siteCode,
        (n) =>
          `b.id in (select l.batch_id from batch_stock l join stock_item s on s.id = l.item_id where s.site_code = ${n} and l.quantity > 0)`,
      );
    if (state) add(state, (n) => `b.state = ${n}`);
    const where = tests.join(' and ');
    const counted = [...values];
    values.push(after?.[0] ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const source = `select b.* from batch b where ${where} and b.id < $${values.length - 1} order by b.id desc limit $${values.length}`;
    const rows = await batchReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id desc', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(
          `select count(*) as n from batch b where ${where}`,
          counted,
        );
        return counts[0]!.n;
      },
    );
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, code: string): Promise<BatchRow | null> {
    const source = 'select b.* from batch b where b.code = $1';
    const [row] = await batchReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, 't.id', [code]);
    return row ?? null;
  }
}
