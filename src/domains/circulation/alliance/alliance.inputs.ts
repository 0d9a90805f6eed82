import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArgs, QuantityScalar } from '../../../platform/graphql/index.js';

@InputType()
abstract class AllianceCommandInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;
}

@InputType({ description: 'Lets several producers fulfil orders of one product together.' })
export class AllianceFormInput extends AllianceCommandInput {
  @Field(() => ID, { description: 'What is sold: a product of the cooperative or firm that stands for them.' })
  productId!: string;

  @Field(() => String, { description: '2 to 60 characters.' })
  name!: string;

  @Field(() => String, { description: "Site of your region on whose book the members' declared goods stand." })
  siteCode!: string;

  @Field(() => QuantityScalar, { description: 'What is worth collecting from one member at a time, such as `50`.' })
  portion!: string;
}

@InputType()
export class AllianceJoinInput extends AllianceCommandInput {
  @Field(() => ID)
  allianceId!: string;

  @Field(() => ID, { description: "The member's own product, in the same unit; of a willing household." })
  productId!: string;

  @Field(() => QuantityScalar, { description: 'The most it can have promised and not yet brought.' })
  capacity!: string;
}

@InputType()
export class AllianceDeclareInput extends AllianceCommandInput {
  @Field(() => ID)
  memberId!: string;

  @Field(() => QuantityScalar, {
    description: 'What the member has ready for the alliance in all, promised goods included; 0 takes back the rest.',
  })
  quantity!: string;
}

@InputType()
export class OrderAllocateInput extends AllianceCommandInput {
  @Field(() => ID, { description: 'A paid order.' })
  orderId!: string;

  @Field(() => Int, { description: 'The line whose product an alliance sells.' })
  lineNo!: number;
}

@InputType({ description: 'A member cannot bring its share: what is missing is given to others.' })
export class AllocationShortfallInput extends AllianceCommandInput {
  @Field(() => ID)
  shareId!: string;

  @Field(() => QuantityScalar, { description: 'What will not come.' })
  missing!: string;

  @Field(() => String, { description: 'Why: 2 to 200 characters.' })
  reason!: string;
}

@ArgsType()
export class AllianceMembersArgs extends PageArgs {
  @Field(() => ID)
  allianceId!: string;
}
