import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, Visible } from '../../../platform/graphql/index.js';
import { Order } from '../order.types.js';
import { OrderPayment } from '../payments/payment.types.js';
import { REFUND_STATES, type RefundState } from './refund.rules.js';

export const RefundStateName = Object.fromEntries(REFUND_STATES.map((state) => [state, state])) as {
  [State in RefundState]: State;
};
registerEnumType(RefundStateName, {
  name: 'RefundState',
  description: 'Asked of the channel that took the money, then what the channel says became of it.',
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Money of an order that goes back through the channel that took it.',
})
@Visible('Order')
export class Refund extends Node {
  @Field(() => String, {
    description: 'The number to send it under, the same however often that is tried; a UUID.',
  })
  number!: string;

  @Field(() => Order)
  order?: Order;

  @Field(() => OrderPayment, { description: 'The payment it goes back from.' })
  payment?: OrderPayment;

  @Field(() => FenScalar)
  amountFen!: number;

  @Field(() => RefundStateName)
  state!: RefundState;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "The channel's own number of it." })
  externalId!: string | null;

  @Field(() => DateTimeScalar)
  requestedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the channel last said what became of it.' })
  settledAt!: string | null;

  @Field(() => Int)
  version!: number;
}

export interface RefundRow {
  id: string;
  key: string;
  orderKey: string;
}
