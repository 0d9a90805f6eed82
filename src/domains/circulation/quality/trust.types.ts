import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, Node, Visible } from '../../../platform/graphql/index.js';
import { Brand } from '../../catalogue/index.js';
import { Amount } from '../../orders/index.js';
import { Household, Producer } from '../../people/index.js';
import { Site, Village } from '../../places/index.js';
import { Batch } from '../batch.types.js';
import { CREDIT_GRADES, type CreditGrade } from './grade.rules.js';
import { BreachSeverity, CertificateBasis, ConsentPurpose, HeritageKind, StoryKind } from './trust.inputs.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '承诺达标合格证: a promise for one batch, by the rule in force from 2026-02-01 (mission D7).',
})
@Visible('public')
export class ConformityCertificate extends Node {
  @Field(() => String)
  number!: string;

  @Field(() => Batch, { nullable: true })
  batch?: Batch;

  @Field(() => String)
  productName!: string;

  @Field(() => Amount)
  quantity!: Amount;

  @Field(() => String, { description: 'Where it was grown: county, township, village.' })
  origin!: string;

  @Field(() => DateScalar)
  issuedOn!: string;

  @Field(() => String, { description: 'Who promises; masked where it is a household.' })
  promisor!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How to reach them, masked; null but to the staff of the region.',
  })
  maskedContact!: string | null;

  @Field(() => CertificateBasis)
  basis!: CertificateBasis;

  @Field(() => [String], { description: 'What was tested for; it covers every drug used.' })
  testedItems!: readonly string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it holds no more.' })
  voidedAt!: string | null;

  @Field(() => String, { nullable: true })
  voidReason!: string | null;
}

export interface CertificateRow {
  id: string;
  key: number;
  number: string;
  batchKey: number;
  placeCode: string;
  household: boolean;
  promisorText: string;
  contactSealed: string | null;
}

const CreditGradeName = Object.fromEntries(CREDIT_GRADES.map((grade) => [grade, grade]));
registerEnumType(CreditGradeName, { name: 'CreditGrade', description: 'A to D; each breach of the pledge lowers it.' });

@ObjectType({ simpleResolvers: true, description: 'A breach of a pledge; never taken back.' })
@Visible('public')
export class PledgeBreach {
  @Field(() => BreachSeverity)
  severity!: BreachSeverity;

  @Field(() => String)
  reason!: string;

  @Field(() => DateTimeScalar)
  at!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '经营者自律: what an operator pledged, and its grade (mission D2).',
})
@Visible('public')
export class OperatorPledge extends Node {
  @Field(() => Producer, { nullable: true, description: 'Who pledged, where it is a producer.' })
  producer?: Producer;

  @Field(() => Site, { nullable: true, description: 'Who pledged, where it is a shop.' })
  site?: Site;

  @Field(() => DateScalar)
  signedOn!: string;

  @Field(() => CreditGradeName)
  grade!: CreditGrade;

  @Field(() => [PledgeBreach], { description: 'Newest first, at most 100; the grade counts them all.' })
  breaches!: PledgeBreach[];
}

export interface PledgeRow {
  id: string;
  key: number;
  producerKey: number | null;
  siteCode: string | null;
  minor: number;
  serious: number;
  breaches?: object[];
}

@ObjectType({ implements: Node, simpleResolvers: true, description: "Leave to use a brand's mark (mission E1)." })
@Visible('public')
export class BrandLicence extends Node {
  @Field(() => Brand, { nullable: true })
  brand?: Brand;

  @Field(() => Producer, { nullable: true })
  producer?: Producer;

  @Field(() => DateScalar)
  fromOn!: string;

  @Field(() => DateScalar)
  untilOn!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: string | null;
}

export interface BrandLicenceRow {
  id: string;
  key: number;
  brandCode: string;
  producerKey: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: '土字号 or 老字号: an old name, with what proves it (mission E2).',
})
@Visible('public')
export class HeritageMark extends Node {
  @Field(() => HeritageKind)
  kind!: HeritageKind;

  @Field(() => String)
  name!: string;

  @Field(() => Producer, { nullable: true })
  producer?: Producer;

  @Field(() => Int)
  sinceYear!: number;

  @Field(() => [String])
  evidence!: readonly string[];
}

export interface HeritageMarkRow {
  id: string;
  key: number;
  producerKey: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a household agreed to have shown, until it takes it back.',
})
@Visible('Consent')
export class Consent extends Node {
  @Field(() => Household, { nullable: true })
  household?: Household;

  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose;

  @Field(() => DateScalar)
  givenOn!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  withdrawnAt!: string | null;
}

export interface ConsentRow {
  id: string;
  key: number;
  householdKey: number;
  placeCode: string;
}

export const StoryState = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', UNPUBLISHED: 'UNPUBLISHED' } as const;
registerEnumType(StoryState, { name: 'StoryState', description: 'Only published ones are public.' });

@ObjectType({ implements: Node, simpleResolvers: true, description: '脱贫故事 or 农村典故 (mission E3).' })
@Visible('Story')
export class Story extends Node {
  @Field(() => StoryKind)
  kind!: StoryKind;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  body!: string;

  @Field(() => [String])
  photoUrls!: readonly string[];

  @Field(() => Village, { nullable: true })
  village?: Village;

  @Field(() => Brand, { nullable: true })
  brand?: Brand;

  @Field(() => StoryState)
  state!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  publishedAt!: string | null;
}

export interface StoryRow {
  id: string;
  key: number;
  villageCode: string;
  brandCode: string | null;
  state: string;
}
