import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FenScalar, PlaceCodeScalar, Visible } from '../../../platform/graphql/index.js';

export enum TargetKind {
  TOWNSHIP_CENTRES = 'TOWNSHIP_CENTRES',
  COLLECTION_POINTS = 'COLLECTION_POINTS',
  SHOPS = 'SHOPS',
  BRANDS = 'BRANDS',
  HOUSEHOLD_INCOME = 'HOUSEHOLD_INCOME',
}
registerEnumType(TargetKind, {
  name: 'TargetKind',
  description: 'What the county’s plan sets itself (mission A5).',
  valuesConfig: {
    TOWNSHIP_CENTRES: { description: '乡镇电商运营中心, open at the end of the year.' },
    COLLECTION_POINTS: { description: '村级收集点, open at the end of the year.' },
    SHOPS: { description: '示范店, 微店, open at the end of the year.' },
    BRANDS: { description: '品牌: of the county, that a producer was licensed to use by the end of the year.' },
    HOUSEHOLD_INCOME: { description: '增收: what the county’s households earned in the year, from the income report.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A target of the county’s plan with what was reached, computed from the data. Counts or fen, by its kind.',
})
@Visible('public')
export class TargetIndicator {
  @Field(() => TargetKind)
  kind!: TargetKind;

  @Field(() => Int)
  year!: number;

  @Field(() => Int, { nullable: true, description: 'Null for money.' })
  targetCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null for money.' })
  actualCount!: number | null;

  @Field(() => FenScalar, { nullable: true, description: 'Null for counts.' })
  targetFen!: number | null;

  @Field(() => FenScalar, {
    nullable: true,
    description: 'Null for counts, and where it would give fewer than five households away.',
  })
  actualFen!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Null where the actual figure is suppressed.' })
  reached!: boolean | null;

  @Field(() => String, { description: 'Where the target is written.' })
  source!: string;
}

@InputType({ description: 'Sets a target of a year, or another figure for it.' })
export class TargetSetInput {
  @Field(() => PlaceCodeScalar, { description: 'The county, 6 digits.' })
  countyCode!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => TargetKind)
  kind!: TargetKind;

  @Field(() => Int, { nullable: true, description: 'How many; required but for money.' })
  count?: number | null;

  @Field(() => FenScalar, { nullable: true, description: 'How much; required for money alone.' })
  fen?: number | null;

  @Field(() => String, { description: 'Where it is written, such as the plan’s number: 2 to 200 characters.' })
  source!: string;
}
