import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, Visible } from '../../../platform/graphql/index.js';
import { Site } from '../../places/index.js';
import { OrderLine } from '../order.types.js';

@ObjectType({ simpleResolvers: true, description: 'Lines of an order that left together.' })
@Visible('Order')
export class OrderParcel {
  @Field(() => String, { nullable: true, description: 'Name or code of the carrier; null where nobody told.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number of the parcel." })
  trackingNo!: string | null;

  @Field(() => Site, { nullable: true, description: 'Where it was sent from, if that was told.' })
  site?: Site | null;

  @Field(() => DateTimeScalar)
  shippedAt!: string;

  @Field(() => [OrderLine], { description: 'What is in it: whole lines.' })
  lines!: OrderLine[];
}
