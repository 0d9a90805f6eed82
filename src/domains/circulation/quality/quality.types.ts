import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, Visible } from '../../../platform/graphql/index.js';
import { Batch, InspectionClass } from '../batch.types.js';
import type { InspectionClassName } from '../batch.rules.js';
import { InputKind, IntervalForName, Verdict } from './quality.inputs.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What was used on a crop, herd or flock (投入品, mission D3); kept, and corrected by another record alone.',
})
@Visible('public')
export class InputUse extends Node {
  @Field(() => InputKind)
  kind!: InputKind;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Active ingredient.' })
  ingredient!: string;

  @Field(() => String)
  source!: string;

  @Field(() => String)
  dose!: string;

  @Field(() => String)
  purpose!: string;

  @Field(() => DateScalar)
  firstOn!: string;

  @Field(() => DateScalar)
  lastOn!: string;

  @Field(() => Int, { description: 'Days of the interval on the label.' })
  intervalDays!: number;

  @Field(() => IntervalForName)
  intervalFor!: IntervalForName;

  @Field(() => DateScalar, { description: 'The first day on which it is allowed again.' })
  intervalEndsOn!: string;

  @Field(() => Boolean, { description: 'Corrected by a later record: it counts no more.' })
  corrected!: boolean;

  @Field(() => DateTimeScalar)
  recordedAt!: string;
}

export interface InputUseRowShown {
  id: string;
  key: number;
  batchKey: number;
  lastOn: string;
  intervalDays: number;
}

@ObjectType({ simpleResolvers: true, description: 'A limit of a table.' })
@Visible('public')
export class LimitValue {
  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => String)
  item!: string;

  @Field(() => String)
  unit!: string;

  @Field(() => String, { description: 'The most that is allowed, a decimal.' })
  most!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A table of limits as it was imported: never changed, a new import is a new version. None is ours.',
})
@Visible('public')
export class LimitTable extends Node {
  @Field(() => ID)
  code!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'Where it was taken from.' })
  source!: string;

  @Field(() => DateScalar)
  effectiveOn!: string;

  @Field(() => DateTimeScalar)
  importedAt!: string;

  @Field(() => [LimitValue], { description: 'At most 5,000.' })
  values!: LimitValue[];
}

export interface LimitTableRow {
  id: string;
  key: number;
  values?: object[];
}

@ObjectType({ simpleResolvers: true, description: 'One item of a report.' })
@Visible('Inspection')
export class InspectionResult {
  @Field(() => String)
  item!: string;

  @Field(() => String, { description: 'A decimal, or ND.' })
  value!: string;

  @Field(() => String)
  unit!: string;

  @Field(() => String, { nullable: true, description: 'The limit it was judged by; null: the laboratory judged it.' })
  most!: string | null;

  @Field(() => Verdict)
  verdict!: Verdict;
}

export const PublicationState = {
  RECORDED: 'RECORDED',
  REVIEWED: 'REVIEWED',
  PUBLISHED: 'PUBLISHED',
  CORRECTED: 'CORRECTED',
} as const;
registerEnumType(PublicationState, {
  name: 'InspectionPublicationState',
  description: 'Reviewed by another person, published, corrected. What was published stays visible, failures too.',
});

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A test report of a batch (mission A13, D4, D5).' })
@Visible('Inspection')
export class Inspection extends Node {
  @Field(() => String, { description: "The report's own number." })
  number!: string;

  @Field(() => Batch, { nullable: true })
  batch?: Batch;

  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  laboratory!: string;

  @Field(() => String)
  laboratoryPlace!: string;

  @Field(() => String, { nullable: true, description: 'Who asked for it; null but to the staff of the region.' })
  client!: string | null;

  @Field(() => String)
  method!: string;

  @Field(() => String)
  sample!: string;

  @Field(() => String)
  sampleState!: string;

  @Field(() => String)
  samplingPlan!: string;

  @Field(() => Int)
  pages!: number;

  @Field(() => DateScalar)
  receivedOn!: string;

  @Field(() => DateScalar)
  testedFrom!: string;

  @Field(() => DateScalar)
  testedUntil!: string;

  @Field(() => String)
  signatory!: string;

  @Field(() => Verdict)
  result!: Verdict;

  @Field(() => [InspectionResult], { description: 'At most 200.' })
  results!: InspectionResult[];

  @Field(() => LimitTable, { nullable: true, description: 'The limits it was judged by.' })
  limits?: LimitTable;

  @Field(() => PublicationState)
  publication!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  publishedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'What was wrong with it.' })
  correction!: string | null;

  @Field(() => Inspection, { nullable: true, description: 'The report that it corrects.' })
  corrects?: unknown;
}

export interface InspectionRow {
  id: string;
  key: string;
  batchKey: number;
  limitKey: number | null;
  correctsKey: string | null;
  placeCode: string;
  isPublished: number;
  clientText: string;
  results?: object[];
}
