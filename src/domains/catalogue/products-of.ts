import type { GraphQLResolveInfo } from 'graphql';
import {
  loaderOf,
  nodeSelection,
  page,
  pageOf,
  type Page,
  type PageArgs,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { productReads } from './catalogue.reads.js';
import type { ProductRow } from './product.entity.js';
import { SHOWN } from './product-visibility.js';

/** What lists products of its own: a brand, and an industry's hall with producers of scale only. */
const PARENTS = {
  brand: { column: 'p.brand_code', key: 'brandCode', where: SHOWN },
  hall: { column: 'p.industry', key: 'industry', where: `${SHOWN} and p.of_scale` },
} as const;

/** A parent's page of products. However many parents a request lists, their pages are one statement and their counts another. */
export async function productsOf(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  parent: keyof typeof PARENTS,
  value: string,
): Promise<Page<ProductRow>> {
  const { limit, after } = pageOf(args, 1);
  const { column, key, where } = PARENTS[parent];
  const node = info.fieldNodes[0]!;
  // The same field of another place in the document has other columns, and maybe another page.
  const name = `products of ${parent} ${node.loc?.start} ${limit} ${after?.[0]}`;
  const pages = loaderOf<string, ProductRow[]>(context, name, async (values) => {
    const source = `select p.* from unnest($1::text[]) parent(value) cross join lateral (
      select p.* from product p where ${column} = parent.value and ${where} and p.id > $2 order by p.id limit $3) p`;
    const rows = await productReads.fetch(context, node, nodeSelection(info), source, 't.id', [
      values,
      after?.[0] ?? 0,
      limit + 1,
    ]);
    const of = Map.groupBy(rows, (row) => row[key]);
    return values.map((one) => of.get(one) ?? []);
  });
  const counts = loaderOf<string, number>(context, `count of ${parent}`, async (values) => {
    const rows = await context.db.read<{ value: string; n: number }>(
      `count_of_${parent}`,
      `select ${column} as value, count(*) as n from product p where ${column} = any($1) and ${where} group by 1`,
      [values],
    );
    const of = new Map(rows.map((row) => [row.value, row.n]));
    return values.map((one) => of.get(one) ?? 0);
  });
  return page(
    await pages.load(value),
    limit,
    (row) => [row.key],
    () => counts.load(value),
  );
}
