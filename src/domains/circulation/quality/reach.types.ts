import { Field, ObjectType } from 'type-graphql';
import { Visible } from '../../../platform/graphql/index.js';
import { Amount, Order } from '../../orders/index.js';
import { Producer } from '../../people/index.js';
import { Site } from '../../places/index.js';
import { Batch } from '../batch.types.js';

@ObjectType({ simpleResolvers: true, description: 'An order that goods of a batch went to.' })
@Visible('Batch')
export class ReachedOrder {
  @Field(() => Order, {
    nullable: true,
    description: 'With its buyer, masked; `orderReveal` opens it to whom must call them.',
  })
  order?: Order;

  @Field(() => Batch, { nullable: true, description: 'The batch it got: this one, or one that was made of it.' })
  batch?: Batch;

  @Field(() => Amount, { description: 'How much it got.' })
  quantity!: Amount;

  @Field(() => Amount, { description: 'How much of it came back.' })
  returned!: Amount;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Where a batch came from, and everywhere that it went: for a recall.',
})
@Visible('Batch')
export class BatchReach {
  @Field(() => [Batch], { description: 'All that went into it, to the field; at most 5,000.' })
  origins!: object[];

  @Field(() => [Producer], { description: 'Whose it is; at most 5,000.' })
  producers!: object[];

  @Field(() => [Batch], { description: 'All that was made of it; at most 5,000.' })
  made!: object[];

  @Field(() => [Site], { description: 'Where something of these is, on the book or stopped.' })
  sites!: object[];

  @Field(() => [ReachedOrder], { description: 'Orders that got some, newest first; at most 5,000.' })
  orders!: ReachedOrder[];
}
