import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  numericKey,
  page,
  pageOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { StockItemsArgs } from './stock.inputs.js';
import { stockReads } from './stock.reads.js';
import type { StockItemRow } from './stock.types.js';

/** Reads of stock, which is public: halls, counters and kiosks show it live. */
export class StockService {
  async list(context: RequestContext, info: GraphQLResolveInfo, args: StockItemsArgs): Promise<Page<StockItemRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const tests = ['true'];
    const { siteCodes, productIds, placeCode, oversold } = args.filter ?? {};
    const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
    if (siteCodes) add(siteCodes, (n) => `i.site_code = any(${n})`);
    if (productIds)
      add(
        productIds.map((id) => numericKey(id, 'Product')),
        (n) => `i.product_id = any(${n})`,
      );
    if (placeCode) add(`${placeCode}%`, (n) => `i.site_code in (select code from site where place_code like ${n})`);
    if (oversold) tests.push('i.oversold > 0');
    const where = tests.join(' and ');
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select i.* from stock_item i where ${where} and i.id > $${values.length - 1} order by i.id limit $${values.length}`;
    const rows = await stockReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(
          `select count(*) as n from stock_item i where ${where}`,
          counted,
        );
        return counts[0]!.n;
      },
    );
  }
}
