import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateScalar, PageArgs, PlaceCodeScalar } from '../../../platform/graphql/index.js';
import { QualityCommandInput } from './quality.inputs.js';

export enum CertificateBasis {
  TEST = 'TEST',
  INTERNAL_CONTROL = 'INTERNAL_CONTROL',
  SELF_PROMISE = 'SELF_PROMISE',
}
registerEnumType(CertificateBasis, {
  name: 'CertificateBasis',
  description: 'What the promise rests on: a test, quality control of one’s own, or one’s word alone.',
});

export enum BreachSeverity {
  MINOR = 'MINOR',
  SERIOUS = 'SERIOUS',
}
registerEnumType(BreachSeverity, { name: 'BreachSeverity', description: 'Lowers the grade by one step, or by two.' });

export enum HeritageKind {
  LOCAL = 'LOCAL',
  TIME_HONOURED = 'TIME_HONOURED',
}
registerEnumType(HeritageKind, { name: 'HeritageKind', description: '土字号 or 老字号 (mission E2).' });

export enum ConsentPurpose {
  STORY = 'STORY',
  PHOTO = 'PHOTO',
  TRACE_NAME = 'TRACE_NAME',
}
registerEnumType(ConsentPurpose, {
  name: 'ConsentPurpose',
  description: 'What a household agreed to: a story about it, its photo, or its masked name behind a code.',
});

export enum StoryKind {
  WAY_OUT_OF_POVERTY = 'WAY_OUT_OF_POVERTY',
  FOLKLORE = 'FOLKLORE',
}
registerEnumType(StoryKind, { name: 'StoryKind', description: '脱贫故事 or 农村典故 (mission E3).' });

@InputType({ description: 'A promise by the rule of 2026 (农业农村部令 2025 第 4 号), of one batch.' })
export class CertificateIssueInput extends QualityCommandInput {
  @Field(() => ID)
  batchId!: string;

  @Field(() => String, { description: 'Who promises: 2 to 60 characters.' })
  promisor!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How to reach them. It is sealed; staff of the region see it masked.',
  })
  contact?: string | null;

  @Field(() => CertificateBasis)
  basis!: CertificateBasis;

  @Field(() => ID, {
    nullable: true,
    description: 'For a test: the passed report, of this batch or one it was made of. It must name every drug used.',
  })
  inspectionId?: string | null;
}

@InputType()
export class CertificateVoidInput {
  @Field(() => ID)
  certificateId!: string;

  @Field(() => String, { description: 'Why: 2 to 200 characters.' })
  reason!: string;
}

@InputType({ description: '经营者自律: what an operator signs (mission D2). Name one of producer and shop.' })
export class PledgeSignInput {
  @Field(() => ID, { nullable: true })
  producerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Site of a shop.' })
  siteCode?: string | null;

  @Field(() => String, { description: 'The text signed; its hash is kept.' })
  text!: string;

  @Field(() => String, { description: 'Where the signed paper is: 2 to 200 characters.' })
  evidence!: string;

  @Field(() => DateScalar)
  signedOn!: string;
}

@InputType()
export class PledgeBreachInput extends QualityCommandInput {
  @Field(() => ID)
  pledgeId!: string;

  @Field(() => BreachSeverity)
  severity!: BreachSeverity;

  @Field(() => String, { description: '2 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: 'What proves it: 2 to 200 characters.' })
  evidence!: string;
}

@InputType()
export class BrandLicenceGrantInput extends QualityCommandInput {
  @Field(() => ID)
  brandCode!: string;

  @Field(() => ID)
  producerId!: string;

  @Field(() => String, { description: 'The agreement: 2 to 200 characters.' })
  evidence!: string;

  @Field(() => DateScalar)
  fromOn!: string;

  @Field(() => DateScalar)
  untilOn!: string;
}

@InputType()
export class BrandLicenceRevokeInput {
  @Field(() => ID)
  licenceId!: string;

  @Field(() => String, { description: 'Why: 2 to 200 characters.' })
  reason!: string;
}

@InputType()
export class HeritageMarkGrantInput extends QualityCommandInput {
  @Field(() => HeritageKind)
  kind!: HeritageKind;

  @Field(() => String, { description: '2 to 40 characters.' })
  name!: string;

  @Field(() => ID)
  producerId!: string;

  @Field(() => Int, { description: 'Year it began.' })
  sinceYear!: number;

  @Field(() => [String], { description: 'What proves it, 1 to 20: records, certificates, witnesses.' })
  evidence!: string[];
}

@InputType()
export class ConsentRecordInput extends QualityCommandInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose;

  @Field(() => String, { description: 'What was agreed to, word for word; its hash is kept.' })
  text!: string;

  @Field(() => String, { description: 'Where the signed paper is: 2 to 200 characters.' })
  evidence!: string;

  @Field(() => DateScalar)
  givenOn!: string;
}

@InputType()
export class ConsentWithdrawInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose;
}

@InputType()
export class StoryWriteInput extends QualityCommandInput {
  @Field(() => StoryKind)
  kind!: StoryKind;

  @Field(() => String, { description: '2 to 80 characters.' })
  title!: string;

  @Field(() => String, { description: '2 to 20,000 characters.' })
  body!: string;

  @Field(() => [String], { defaultValue: [], description: 'https addresses, at most 9.' })
  photoUrls!: string[];

  @Field(() => PlaceCodeScalar, { description: 'The village, 12 digits.' })
  villageCode!: string;

  @Field(() => ID, { nullable: true, description: 'Whom it is about: a way out of poverty always is about somebody.' })
  householdId?: string | null;

  @Field(() => ID, { nullable: true })
  brandCode?: string | null;
}

@InputType()
export class StoryStateInput {
  @Field(() => ID)
  storyId!: string;
}

@ArgsType()
export class StoriesArgs extends PageArgs {
  @Field(() => StoryKind, { nullable: true })
  kind?: StoryKind | null;

  @Field(() => PlaceCodeScalar, { nullable: true, description: 'Of this village, township or county.' })
  placeCode?: string | null;
}
