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
import type { Database } from '../../platform/persistence/index.js';
import { PRODUCER_TYPES } from '../people/index.js';
import type { ProductFilter, ProductsArgs } from './catalogue.inputs.js';
import { productReads } from './catalogue.reads.js';
import type { ProductRow } from './product.entity.js';
import { isShownTo, reviewed, SHOWN } from './product-visibility.js';
import { searchQuery } from './search.rules.js';

/** Reads of products. Everyone sees what is published and fresh; reviewers of a region also see the rest of theirs. */
export class ProductsService {
  constructor(private readonly db: Database) {}

  async list(context: RequestContext, info: GraphQLResolveInfo, args: ProductsArgs): Promise<Page<ProductRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const from = this.from(context, args.filter ?? {}, values);
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select p.* ${from} and p.id > $${values.length - 1} order by p.id limit $${values.length}`;
    const rows = await productReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      () => this.count(from, counted),
    );
  }

  async one(context: RequestContext, info: GraphQLResolveInfo, id: string): Promise<ProductRow | null> {
    const key = numericKey(id, 'Product');
    if (key === null) return null;
    const rows = await productReads.fetch(
      context,
      info.fieldNodes[0]!,
      selectionOf(info),
      'select p.* from product p where p.id = $1',
      't.id',
      [key],
    );
    return rows[0] ? this.ifShown(context, rows[0]) : null;
  }

  async byKey(context: RequestContext, key: string | number): Promise<ProductRow | null> {
    const row = await productReads.byKey(context, Number(key));
    return row && this.ifShown(context, row);
  }

  private ifShown(context: RequestContext, row: ProductRow): ProductRow | null {
    return isShownTo(context.viewer, row, new Date().toISOString()) ? row : null;
  }

  private from(context: RequestContext, filter: ProductFilter, values: unknown[]): string {
    const tests: string[] = [];
    let table = 'product';
    const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
    if (filter.status) {
      tests.push(reviewed(context.viewer, values));
      add(filter.status, (n) => `p.status = ${n}`);
    } else tests.push(SHOWN);
    if (filter.search) {
      const query = searchQuery(filter.search);
      if (query === null) tests.push('false');
      // Fenced off: for a rare word the planner would rather walk the primary key to the end of the table.
      else table = `(select * from product where search @@ $${values.push(query)}::tsquery offset 0)`;
    }
    if (filter.villageCode) add(`${filter.villageCode}%`, (n) => `p.village_code like ${n}`);
    if (filter.industry) add(filter.industry, (n) => `p.industry = ${n}`);
    if (filter.brandCode) add(filter.brandCode, (n) => `p.brand_code = ${n}`);
    if (filter.producerId) add(numericKey(filter.producerId, ...PRODUCER_TYPES), (n) => `p.producer_id = ${n}`);
    if (filter.channel) {
      add(
        filter.channel,
        (n) => `exists (select 1 from listing l where l.product_id = p.id and l.channel = ${n} and l.active)`,
      );
    }
    return `from ${table} p where ${tests.join(' and ')}`;
  }

  private async count(from: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(`select count(*) as n ${from}`, values);
    return rows[0]!.n;
  }
}
