import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import {
  DateTimeScalar,
  ForViewer,
  loaderOf,
  QuantityScalar,
  requestError,
  Visible,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { may } from '../../platform/policy/index.js';
import { formatQuantity } from '../../shared/quantity.js';
import { siteReads } from '../places/index.js';
import { StockItem, type StockItemRow } from './stock.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One line of the stock ledger, never changed afterwards (mission B7).',
})
@Visible('Stock')
export class StockMovement {
  @Field(() => String, { description: 'What happened, such as RECEIVE, RESERVE, SHIP, COUNT or ADJUST.' })
  kind!: string;

  @Field(() => QuantityScalar, { description: 'By how much the quantity on hand changed.' })
  onHandChange!: string;

  @Field(() => QuantityScalar, { description: 'By how much the reserved quantity changed.' })
  reservedChange!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Who did it, such as `staff:3`; null for an order.' })
  movedBy!: string | null;

  @Field(() => Int, { description: "The item's version after it." })
  version!: number;

  @Field(() => DateTimeScalar)
  at!: string;
}

interface MovementRow extends StockMovement {
  item: number;
  onHandSteps: number;
  reservedSteps: number;
}

const LATEST = `
  select k.id as item, m.* from unnest($1::bigint[]) k(id)
   cross join lateral (
     select kind, d_on_hand as "onHandSteps", d_reserved as "reservedSteps", reason, moved_by as "movedBy", item_version as version, at
       from stock_movement where item_id = k.id order by id desc limit $2) m`;

@Resolver(() => StockItem)
export class StockMovementsResolver {
  @FieldResolver(() => [StockMovement], {
    nullable: true,
    description: 'Its latest movements, newest first; null to those who do not keep the stock of its site.',
  })
  @ForViewer()
  async movements(
    @Root() { key, siteCode, scale }: StockItemRow,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 100.' }) first: number,
  ): Promise<StockMovement[] | null> {
    if (first < 1 || first > 100) throw requestError('BAD_USER_INPUT', '`first` must be 1 to 100.');
    const site = await siteReads.byKey(context, siteCode);
    if (!may(context.viewer, 'move', 'Stock', { place: site?.placeCode, site: siteCode })) return null;
    const rows = await loaderOf<number, MovementRow[]>(context, `StockItem.movements ${first}`, async (keys) => {
      const found = Map.groupBy(
        await context.db.read<MovementRow>('stock_movements', LATEST, [keys, first]),
        (row) => row.item,
      );
      return keys.map((k) => found.get(k) ?? []);
    }).load(key);
    return rows.map((row) => ({
      ...row,
      onHandChange: formatQuantity(row.onHandSteps, scale),
      reservedChange: formatQuantity(row.reservedSteps, scale),
    }));
  }
}
