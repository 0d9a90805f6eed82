import { ArgsType, createUnionType, Field, InputType, ObjectType } from 'type-graphql';
import {
  CursorScalar,
  DateTimeScalar,
  PlaceCodeScalar,
  ResyncRequired,
  SequenceScalar,
  Visible,
} from '../../platform/graphql/index.js';
import { Order, OrderStatusName } from './order.types.js';

@InputType({ description: 'Narrows the changes; a filter cannot change under a cursor without a new snapshot.' })
export class OrderChangesFilter {
  @Field(() => [OrderStatusName], {
    nullable: true,
    description: 'Orders in these states, and each that has just left one of them, with the state it is in now.',
  })
  statuses?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'With goods sold from any of these sites, at most 250.' })
  siteCodes?: string[] | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'With goods from this county, township or village.' })
  placeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Sold on this channel.' })
  channel?: string | null;
}

@ArgsType()
export class OrderChangesArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor you hold; left out, a snapshot comes first.',
  })
  after?: string | null;

  @Field(() => OrderChangesFilter, { nullable: true })
  filter?: OrderChangesFilter | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The open orders now: placed, paid or fulfilled, as far as you may read them; changes follow.',
})
@Visible('Order')
export class OrderSnapshot {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => [Order], {
    description: 'At most 250 a part. An order may be newer than the cursor: its change then repeats it.',
  })
  orders!: Order[];

  @Field(() => Boolean, {
    description: 'False when more parts of the same snapshot follow; the cursor of such a part starts it anew.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'An order changed; it is given as it is by now. Apply it only if its version is higher than yours: two changes shortly after each other may both carry the newer one.',
})
@Visible('Order')
export class OrderChange {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => Order)
  order!: Order;
}

export const OrderChangesItem = createUnionType({
  name: 'OrderChangesItem',
  description: 'What `orderChanges` sends.',
  types: () => [OrderSnapshot, OrderChange, ResyncRequired] as const,
  resolveType: (value: object) =>
    'reason' in value ? 'ResyncRequired' : 'orders' in value ? 'OrderSnapshot' : 'OrderChange',
});
