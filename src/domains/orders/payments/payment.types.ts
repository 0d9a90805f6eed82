import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Visible } from '../../../platform/graphql/index.js';

export enum PaymentKind {
  PAYMENT = 'PAYMENT',
  REFUND = 'REFUND',
}
registerEnumType(PaymentKind, { name: 'PaymentKind', description: 'Money that came in, or went back.' });

@ObjectType({
  simpleResolvers: true,
  description: 'Money of an order that came in or went back, never changed afterwards.',
})
@Visible('Order')
export class OrderPayment {
  @Field(() => PaymentKind)
  kind!: PaymentKind;

  @Field(() => String, { description: 'How, such as `cash` or `wechat.jsapi`.' })
  method!: string;

  @Field(() => FenScalar)
  amountFen!: number;

  @Field(() => String, { nullable: true, description: "The channel's number of a payment through it." })
  transactionId!: string | null;

  @Field(() => Boolean, {
    description: 'False for a payment that came when the order could not be paid any more: it goes back.',
  })
  settles!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was paid, as whoever took it says.' })
  paidAt!: string;
}
