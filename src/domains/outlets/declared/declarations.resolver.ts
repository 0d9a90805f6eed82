import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  connectionType,
  ForViewer,
  loaderOf,
  page,
  pageOf,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { rowsAllowed } from '../../../platform/policy/index.js';
import { formatQuantity } from '../../../shared/quantity.js';
import { Product, productReads } from '../../catalogue/index.js';
import { Site, siteReads } from '../../places/index.js';
import { differencesOf, type CounterDayKey, type DayDifference } from './day-differences.js';
import { CounterDeclaration, CounterDeclarationsArgs, CounterDifference } from './declaration.types.js';

const CounterDeclarationConnection = connectionType('CounterDeclaration', () => CounterDeclaration);

export interface DeclarationRow extends CounterDayKey {
  byReceipt: boolean;
  declaredFen: number;
  bookedFen: number;
  keptBackFen: number;
  declaredAt: string;
}

const MOST_DIFFERENCES = 250;
const FACTS = { site: 'd.site_code', place: 's.place_code', channel: 'd.channel' };

const LIST = (where: string) => `
  select d.site_code as "siteCode", d.business_date::text as "businessDate", d.channel, d.by_receipt as "byReceipt",
         d.total_fen as "declaredFen", d.at as "declaredAt", coalesce(r.booked, 0)::bigint as "bookedFen",
         coalesce(r.kept, 0)::bigint as "keptBackFen"
    from counter_declaration d join site s on s.code = d.site_code
    left join lateral (
      select sum(amount_fen) as booked, sum(kept_fen) as kept from counter_receipt r
       where r.site_code = d.site_code and r.business_date = d.business_date and r.channel = d.channel) r on true
   where ${where}`;

@Resolver(() => CounterDeclaration)
export class DeclarationsResolver {
  @Query(() => CounterDeclarationConnection, { description: 'Days as stores declared them, the newest first.' })
  @Allow('read', 'CounterReceipt')
  async counterDeclarations(
    @Ctx() context: RequestContext,
    @Args(() => CounterDeclarationsArgs) args: CounterDeclarationsArgs,
  ): Promise<Page<DeclarationRow>> {
    const { limit, after } = pageOf(args, 3);
    const values: unknown[] = [];
    const tests = [rowsAllowed(context.viewer, 'read', 'CounterReceipt', FACTS, values)];
    if (args.siteCode) tests.push(`d.site_code = $${values.push(args.siteCode)}`);
    const where = tests.join(' and ');
    const counted = [...values];
    if (after) {
      const [day, site, channel] = after.map((value) => `$${values.push(value)}`);
      tests.push(`(d.business_date, d.site_code, d.channel) < (${day}::date, ${site}, ${channel})`);
    }
    values.push(limit + 1);
    const { rows } = await context.db.pool.query<DeclarationRow>(
      `${LIST(tests.join(' and '))} order by d.business_date desc, d.site_code desc, d.channel desc limit $${values.length}`,
      values,
    );
    return page(
      rows,
      limit,
      (row) => [row.businessDate, row.siteCode, row.channel],
      async () => {
        const { rows: counts } = await context.db.pool.query<{ n: number }>(
          `select count(*) as n from counter_declaration d join site s on s.code = d.site_code where ${where}`,
          counted,
        );
        return counts[0]!.n;
      },
    );
  }

  @FieldResolver(() => Site)
  @ForViewer()
  site(@Root() { siteCode }: DeclarationRow, @Ctx() context: RequestContext): Promise<object | null> {
    return siteReads.byKey(context, siteCode);
  }

  @FieldResolver(() => [CounterDifference])
  @ForViewer()
  async differences(@Root() day: DeclarationRow, @Ctx() context: RequestContext): Promise<object[]> {
    const { siteCode, businessDate, channel, byReceipt } = day;
    const found = await loaderOf<string, DayDifference[]>(
      context,
      `CounterDeclaration.differences ${byReceipt}`,
      async (keys) => {
        const read = async <Row extends object>(sql: string, values: unknown[]) =>
          (await context.db.pool.query<Row>(sql, values)).rows;
        const days = keys.map((key) => JSON.parse(key) as CounterDayKey);
        const rows = await differencesOf(read, days, { byReceipt });
        const of = Map.groupBy(rows, (row) => keyOf(row));
        return keys.map((key) => of.get(key) ?? []);
      },
    ).load(keyOf({ siteCode, businessDate, channel }));
    return found.slice(0, MOST_DIFFERENCES).map((one) => ({
      receipt: one.receipt,
      productKey: one.productKey,
      bookedFen: one.ourFen,
      declaredFen: one.theirFen,
      bookedQuantity: quantityOf(one.ourSteps, one.scale),
      declaredQuantity: quantityOf(one.theirSteps, one.scale),
    }));
  }
}

const keyOf = ({ siteCode, businessDate, channel }: CounterDayKey): string =>
  JSON.stringify({ siteCode, businessDate, channel });

const quantityOf = (steps: number | null, scale: number | null): string | null =>
  steps === null || scale === null ? null : formatQuantity(steps, scale);

@Resolver(() => CounterDifference)
export class CounterDifferenceResolver {
  @FieldResolver(() => Product, { nullable: true })
  @ForViewer()
  product(
    @Root() { productKey }: { productKey: number | null },
    @Ctx() context: RequestContext,
  ): Promise<object | null> | null {
    return productKey === null ? null : productReads.byKey(context, productKey);
  }
}
