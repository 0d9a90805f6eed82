import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar } from '../../../platform/graphql/index.js';
import type { InspectionClassName } from '../batch.rules.js';
import { InspectionClass } from '../batch.types.js';

export enum InputKind {
  PESTICIDE = 'PESTICIDE',
  VETERINARY_DRUG = 'VETERINARY_DRUG',
  FEED_ADDITIVE = 'FEED_ADDITIVE',
}
registerEnumType(InputKind, { name: 'InputKind', description: '农药, 兽药, 饲料添加剂.' });

export enum IntervalForName {
  HARVEST = 'HARVEST',
  SLAUGHTER = 'SLAUGHTER',
  SALE = 'SALE',
}
registerEnumType(IntervalForName, {
  name: 'IntervalFor',
  description:
    'What the interval on a label forbids: 安全间隔期 the harvest, 休药期 the slaughter, or the sale of eggs.',
});

export enum Verdict {
  PASSED = 'PASSED',
  FAILED = 'FAILED',
}
registerEnumType(Verdict, { name: 'Verdict', description: '合格 or 不合格.' });

@InputType()
export abstract class QualityCommandInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;
}

@InputType({ description: 'What was used on a crop, herd or flock, as the production record asks (生产记录).' })
export class InputUseRecordInput extends QualityCommandInput {
  @Field(() => ID, { description: 'The field, herd or flock; of goods collected without one, their batch.' })
  batchId!: string;

  @Field(() => InputKind)
  kind!: InputKind;

  @Field(() => String, { description: 'Name on the label.' })
  name!: string;

  @Field(() => String, { description: 'Active ingredient: a test of the goods must name it.' })
  ingredient!: string;

  @Field(() => String, { description: 'Where it came from.' })
  source!: string;

  @Field(() => String, { description: 'How much, such as `每亩 30 毫升`.' })
  dose!: string;

  @Field(() => String, { description: 'Against what pest or disease, or what for.' })
  purpose!: string;

  @Field(() => DateScalar)
  firstOn!: string;

  @Field(() => DateScalar)
  lastOn!: string;

  @Field(() => Int, { description: 'Days of the interval on the label; 0 where it has none.' })
  intervalDays!: number;

  @Field(() => IntervalForName)
  intervalFor!: IntervalForName;

  @Field(() => ID, { nullable: true, description: 'The record that this one corrects: it is kept and counts no more.' })
  correctsId?: string | null;
}

@InputType()
export class LimitTableImportInput {
  @Field(() => String, { description: 'Which table, such as `GB2763`: 2 to 40 letters, digits, dots or hyphens.' })
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'Where it was taken from: no limit is ours.' })
  source!: string;

  @Field(() => DateScalar, { description: 'From when it is in force.' })
  effectiveOn!: string;

  @Field(() => String, {
    description: 'Comma-separated, with a header: class, item, unit, most. `most` is a decimal, at most 5,000 rows.',
  })
  csv!: string;
}

@InputType()
export class InspectionResultInput {
  @Field(() => String, { description: 'What was tested for.' })
  item!: string;

  @Field(() => String, { description: 'A decimal, or `ND` for not detected.' })
  value!: string;

  @Field(() => String, { description: 'Such as `mg/kg`.' })
  unit!: string;

  @Field(() => Verdict, {
    nullable: true,
    description: "The laboratory's; may be left out where the limits have the item.",
  })
  verdict?: Verdict | null;
}

@InputType({ description: 'A test report with the fields that it must have.' })
export class InspectionRecordInput extends QualityCommandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => String, { description: "The report's own number." })
  number!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  laboratory!: string;

  @Field(() => String, { description: 'Where it was tested.' })
  laboratoryPlace!: string;

  @Field(() => String, { description: 'Who asked for it; shown to the staff of the region alone.' })
  client!: string;

  @Field(() => String)
  method!: string;

  @Field(() => String, { description: 'What was given to test.' })
  sample!: string;

  @Field(() => String, { description: 'In what state it came.' })
  sampleState!: string;

  @Field(() => String)
  samplingPlan!: string;

  @Field(() => Int, { description: 'Pages of the report, 1 to 500.' })
  pages!: number;

  @Field(() => DateScalar)
  receivedOn!: string;

  @Field(() => DateScalar)
  testedFrom!: string;

  @Field(() => DateScalar)
  testedUntil!: string;

  @Field(() => String)
  signatory!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The limits it is judged by; left out: each result has its verdict.',
  })
  limitTableId?: string | null;

  @Field(() => [InspectionResultInput], { description: '1 to 200.' })
  results!: InspectionResultInput[];

  @Field(() => ID, { nullable: true, description: 'An earlier report of this batch that this one corrects.' })
  correctsId?: string | null;
}

@InputType()
export class InspectionStepInput {
  @Field(() => ID)
  inspectionId!: string;
}

@InputType()
export class InspectionCorrectInput {
  @Field(() => ID)
  inspectionId!: string;

  @Field(() => String, { description: 'What was wrong, shown beside the report: 2 to 500 characters.' })
  correction!: string;
}

@InputType()
export class MonitoringPlanSetInput {
  @Field(() => InspectionClass)
  class!: InspectionClassName;

  @Field(() => DateScalar, { description: 'From this day.' })
  fromOn!: string;

  @Field(() => Int, { description: 'Of a thousand batches, how many are to be inspected: 0 to 1000.' })
  ratePerMille!: number;
}

@InputType({ description: 'Narrows the inspections.' })
export class InspectionFilter {
  @Field(() => ID, { nullable: true })
  batchId?: string | null;

  @Field(() => InspectionClass, { nullable: true })
  class?: InspectionClassName | null;

  @Field(() => Verdict, { nullable: true })
  result?: Verdict | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of batches from this village, township or county.' })
  placeCode?: string | null;
}

@ArgsType()
export class InspectionsArgs extends PageArgs {
  @Field(() => InspectionFilter, { nullable: true })
  filter?: InspectionFilter | null;
}

@ArgsType()
export class MonitoringArgs {
  @Field(() => DateScalar)
  from!: string;

  @Field(() => DateScalar)
  until!: string;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of batches from this village, township or county.' })
  placeCode?: string | null;
}
