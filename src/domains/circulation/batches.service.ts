import type { GraphQLResolveInfo } from 'graphql';
import {
  byKey,
  listPage,
  numericKey,
  selectionOf,
  Where,
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
  list(context: RequestContext, info: GraphQLResolveInfo, args: BatchesArgs): Promise<Page<BatchRow>> {
    const { code, productId, producerId, placeCode, siteCode, state } = args.filter ?? {};
    const where = new Where()
      .when(code, (n) => `x.code = ${n}`)
      .when(
        productId,
        (n) => `x.product_id = ${n}`,
        (id) => numericKey(id, 'Product'),
      )
      .when(
        producerId,
        (n) => `x.id in (select batch_id from batch_producer where producer_id = ${n})`,
        (id) => numericKey(id, ...PRODUCER_TYPES),
      )
      .under(placeCode, 'x.place_code')
      .when(
        siteCode,
        (n) =>
          `x.id in (select l.batch_id from batch_stock l join stock_item s on s.id = l.item_id where s.site_code = ${n} and l.quantity > 0)`,
      )
      .when(state, (n) => `x.state = ${n}`);
    return listPage(context, info, args, { reads: batchReads, where, by: byKey('bigint'), newestFirst: true });
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, code: string): Promise<BatchRow | null> {
    const source = 'select b.* from batch b where b.code = $1';
    const [row] = await batchReads.fetch(context, info.fieldNodes[0]!, selectionOf(info), source, 't.id', [code]);
    return row ?? null;
  }
}
