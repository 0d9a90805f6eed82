import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, Visible } from '../../platform/graphql/index.js';

@ObjectType({ simpleResolvers: true, description: 'Where an order was sold, and what it is called there.' })
@Visible('Order')
export class OrderChannel {
  @Field(() => String, { description: 'The channel, such as `direct`; a connection bears its own code.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "Code of the connection that it came by; null on the platform's own channel.",
  })
  connection!: string | null;

  @Field(() => String, { nullable: true, description: "The channel's own id of it; null while it has none." })
  externalId!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made there; null for an order placed here.',
  })
  madeAt!: string | null;
}
