import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { FenScalar, loaderOf, Visible, type RequestContext } from '../../platform/graphql/index.js';
import { Showcase } from '../places/index.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What was sold: orders paid and not cancelled, their goods less what was refunded.',
})
@Visible('public')
export class Sales {
  @Field(() => Int)
  orders!: number;

  @Field(() => FenScalar)
  totalFen!: number;
}

/** Sold from the street's own shops, or, for a village, grown or sold there. */
const SALES = `
  select c.code, count(distinct l.order_id)::int as orders, coalesce(sum(l.amount_fen - l.refunded_fen), 0)::bigint as "totalFen"
    from showcase c
    join order_line l on l.site_code in (select site_code from shop where showcase_code = c.code)
      or (c.kind = 'DEMO_VILLAGE' and l.place_code like c.place_code || '%')
    join customer_order o on o.id = l.order_id and o.status in ('PAID', 'FULFILLED', 'COMPLETED')
   where c.code = any($1) group by c.code`;

/** A street and a demonstration village each show their own sales (mission A4). */
@Resolver(() => Showcase)
export class ShowcaseSalesResolver {
  @FieldResolver(() => Sales, { description: 'What it sold so far.' })
  sales(@Root() { code }: Showcase, @Ctx() context: RequestContext): Promise<Sales> {
    return loaderOf<string, Sales>(context, 'Showcase.sales', async (codes) => {
      const rows = await context.db.read<Sales & { code: string }>('showcase_sales', SALES, [codes]);
      const byCode = new Map(rows.map((row) => [row.code, row]));
      return codes.map((c) => byCode.get(c) ?? { orders: 0, totalFen: 0 });
    }).load(code);
  }
}
