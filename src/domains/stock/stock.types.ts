import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import {
  CursorScalar,
  DateTimeScalar,
  Node,
  QuantityScalar,
  ResyncRequired,
  SequenceScalar,
  Visible,
} from '../../platform/graphql/index.js';
import { Product } from '../catalogue/index.js';
import { Site } from '../places/index.js';

@ObjectType({ simpleResolvers: true, description: "A product's stock over all its sites, in its unit." })
@Visible('public')
export class ProductStock {
  @Field(() => QuantityScalar, { description: 'What is there.' })
  onHand!: string;

  @Field(() => QuantityScalar, { description: 'What of it is promised to orders.' })
  reserved!: string;

  @Field(() => QuantityScalar, {
    description: 'What can be sold: on hand less reserved. Below zero where more was sold than the book had.',
  })
  available!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A product's stock at one site, in the product's unit.",
})
@Visible('public')
export class StockItem extends Node {
  @Field(() => Product)
  product?: Product;

  @Field(() => Site)
  site?: Site;

  @Field(() => QuantityScalar, { description: 'What is there.' })
  onHand!: string;

  @Field(() => QuantityScalar, { description: 'What of it is promised to orders.' })
  reserved!: string;

  @Field(() => QuantityScalar, {
    description: 'What can be sold: on hand less reserved. Below zero where more was sold than the book had.',
  })
  available!: string;

  @Field(() => Int, { description: 'Steps with every change; of two states the higher one is newer.' })
  version!: number;
}

export interface StockItemRow {
  id: string;
  key: number;
  productKey: number;
  siteCode: string;
  scale: number;
  onHandSteps: number;
  reservedSteps: number;
  version: number;
}

@ObjectType({ simpleResolvers: true, description: 'The state now; changes follow it.' })
@Visible('public')
export class StockSnapshot {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => [StockItem])
  items!: StockItem[];

  @Field(() => Boolean, {
    description: 'False when more parts of the same snapshot follow; the cursor of such a part starts it anew.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One change of one item. Apply it only if its version is higher than yours.',
})
@Visible('public')
export class StockChange {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => StockItem)
  item!: StockItem;
}

export const StockChangesItem = createUnionType({
  name: 'StockChangesItem',
  description: 'What `stockChanges` sends.',
  types: () => [StockSnapshot, StockChange, ResyncRequired] as const,
  resolveType: (value: object) =>
    'reason' in value ? 'ResyncRequired' : 'items' in value ? 'StockSnapshot' : 'StockChange',
});
