import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar, QuantityScalar } from '../../../platform/graphql/index.js';
import { Unit } from '../../../shared/quantity.js';
import { Industry } from '../../catalogue/index.js';

@InputType({ description: 'What a producer means to have ready on a day. The same goods and day again replace it.' })
export class PlannedOutputDeclareInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => ID)
  producerId!: string;

  @Field(() => Industry)
  industry!: Industry;

  @Field(() => String, { description: 'As it is called in the catalogue, such as `固镇黑花生`: 1 to 60 characters.' })
  goods!: string;

  @Field(() => Unit)
  unit!: Unit;

  @Field(() => QuantityScalar, { description: '0 takes it back.' })
  quantity!: string;

  @Field(() => DateScalar, { description: 'When it is to be harvested, slaughtered or made: from today on.' })
  readyOn!: string;
}

@ArgsType()
export class PlannedOutputsArgs extends PageArgs {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of this county, township or village.' })
  placeCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Of these goods, as they are written.' })
  goods?: string | null;
}

@ArgsType()
export class ScaleWarningsArgs extends PageArgs {
  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of this county, township or village.' })
  placeCode?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'False: those that are over, too.' })
  open!: boolean;
}
