import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType, DateTimeScalar, SequenceScalar, Visible } from '../../../platform/graphql/index.js';
import {
  Batch,
  BatchStepKind,
  ConformityCertificate,
  InputUse,
  Inspection,
  type BatchRow,
  type BatchStepName,
} from '../../circulation/index.js';
import { Amount } from '../../orders/index.js';
import { ProducerKind } from '../../people/index.js';
import { Site, Village } from '../../places/index.js';

export const StopCause = { FAILED_TEST: 'FAILED_TEST', INTERVAL: 'INTERVAL', RECALL: 'RECALL' } as const;
export type StopCause = keyof typeof StopCause;
registerEnumType(StopCause, {
  name: 'StopCause',
  description: 'Why a batch may not be sold: a failed test, an interval that was not kept, a recall.',
});

@ObjectType({
  simpleResolvers: true,
  description: 'That a batch was stopped or called back: do not eat, sell or send it.',
})
@Visible('public')
export class TraceStop {
  @Field(() => StopCause)
  cause!: StopCause;

  @Field(() => String)
  reason!: string;

  @Field(() => DateTimeScalar)
  at!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Who grew or made a part of a batch, as far as buyers may know.' })
@Visible('public')
export class TraceProducer {
  @Field(() => String, {
    nullable: true,
    description:
      "Name; a household's is masked, such as 王**, and there only while it agrees to that (TRACE_NAME). Else null: the village alone is told.",
  })
  name!: string | null;

  @Field(() => ProducerKind)
  kind!: ProducerKind;

  @Field(() => Village, { nullable: true, description: 'Where they are, never nearer than the village.' })
  village?: Village;

  @Field(() => Amount, { description: 'Their part of the batch; all parts add up to it.' })
  quantity!: Amount;
}

@ObjectType({ simpleResolvers: true, description: 'One thing that happened on the way of a batch.' })
@Visible('public')
export class TraceStep {
  @Field(() => SequenceScalar, { description: 'Unique over all batches; in the order of recording.' })
  sequence!: number;

  @Field(() => BatchStepKind)
  step!: BatchStepName;

  @Field(() => Batch, { description: 'To which batch of the way it happened.' })
  batch!: Batch;

  @Field(() => Site, { nullable: true, description: 'Where it happened, or where the goods went.' })
  site!: Site | null;

  @Field(() => Site, { nullable: true, description: 'Where they came from.' })
  from!: Site | null;

  @Field(() => Amount, { nullable: true })
  quantity!: Amount | null;

  @Field(() => String, { nullable: true, description: 'What was used, of a step INPUT_USED.' })
  input!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the certificate, of a step CERTIFIED.' })
  certificate!: string | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => SequenceScalar, {
    nullable: true,
    description:
      'Place of its event in the transparency log, from 0: /trace/proofs/{leaf}.json is its proof once a head is larger than that. null while it is not logged, or can be proved no more.',
  })
  leaf!: number | null;
}
export const TraceStepConnection = connectionType('TraceStep', () => TraceStep);

@ObjectType({ simpleResolvers: true, description: 'How far what is told of a batch is in the transparency log.' })
@Visible('public')
export class TraceProof {
  @Field(() => Int, { description: 'Events of the batch.' })
  events!: number;

  @Field(() => Int, { description: 'How many of them are in the log.' })
  logged!: number;

  @Field(() => SequenceScalar, { nullable: true, description: 'Leaves under the latest signed head of the log.' })
  headSize!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that head was signed.' })
  headSignedAt!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The whole way of a batch (mission D3, D8): back to the fields and villages, forward to where it went. Never a buyer.',
})
@Visible('public')
export class Trace {
  @Field(() => String, { description: 'The printed code.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: "GTIN-14; null where the county's GS1 prefix has no room for it.",
  })
  gtin!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'GS1 Digital Link: what its QR code says, and the page behind it.',
  })
  link!: string | null;

  @Field(() => Batch, { description: 'The batch: its product, brand, village and state.' })
  batch!: Batch;

  @Field(() => TraceStop, { nullable: true, description: 'Set when it was stopped or called back.' })
  stop!: TraceStop | null;

  @Field(() => [TraceProducer], { description: 'Who grew or made it, the largest parts first, at most 500.' })
  producers!: TraceProducer[];

  @Field(() => Int, { description: 'How many grew or made it, also beyond 500.' })
  producerCount!: number;

  @Field(() => [Batch], { description: 'All that went into it, fields and herds among it, oldest first, at most 500.' })
  origins!: Batch[];

  @Field(() => Int)
  originCount!: number;

  @Field(() => [Batch], { description: 'All that was made of it, at most 500.' })
  made!: Batch[];

  @Field(() => [Site], { description: 'Where goods of it, or of what was made of it, are now, at most 200.' })
  sites!: Site[];

  @Field(() => Int, { description: 'Orders that goods of it were in. Who recalls it asks `batchReach` for them.' })
  orderCount!: number;

  @Field(() => Int, { description: 'Parcels that goods of it left in.' })
  parcelCount!: number;

  @Field(() => [InputUse], { description: 'What was used on it or on what went into it, with intervals, at most 500.' })
  inputUses!: InputUse[];

  @Field(() => [Inspection], {
    description: 'Published reports of it and of what went into it, failures too, newest first, at most 100.',
  })
  inspections!: Inspection[];

  @Field(() => [ConformityCertificate], {
    description: 'Its certificates, then those of what went into it, void ones too, at most 100.',
  })
  certificates!: ConformityCertificate[];
}

export interface TraceRow extends Partial<Omit<Trace, 'batch'>> {
  code: string;
  gtin: string | null;
  link: string | null;
  batch: BatchRow;
}
