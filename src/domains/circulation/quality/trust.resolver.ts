import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  ForViewer,
  PageArgs,
  payloadType,
  payloadTypes,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import { maskName, maskPhone } from '../../people/index.js';
import { batchReads } from '../batch.reads.js';
import { Batch } from '../batch.types.js';
import { BatchBrandInput } from '../flow/flow.inputs.js';
import type { BrandCommands } from './brands.js';
import { certificateCell, type CertificateCommands } from './certificates.js';
import { newestFirst } from './newest-first.js';
import type { PledgeCommands } from './pledges.js';
import { QualityUserError } from './quality.errors.js';
import { reachOf } from './reach.js';
import { BatchReach } from './reach.types.js';
import {
  BrandLicenceGrantInput,
  BrandLicenceRevokeInput,
  CertificateIssueInput,
  CertificateVoidInput,
  HeritageMarkGrantInput,
  PledgeBreachInput,
  PledgeSignInput,
} from './trust.inputs.js';
import { certificateReads, licenceReads, markReads, pledgeReads } from './trust.reads.js';
import {
  BrandLicence,
  ConformityCertificate,
  HeritageMark,
  OperatorPledge,
  type BrandLicenceRow,
  type CertificateRow,
  type HeritageMarkRow,
  type PledgeRow,
} from './trust.types.js';

export const OperatorPledgeConnection = connectionType('OperatorPledge', () => OperatorPledge);
export const BrandLicenceConnection = connectionType('BrandLicence', () => BrandLicence);
export const HeritageMarkConnection = connectionType('HeritageMark', () => HeritageMark);

const certificate = {
  certificate: { type: () => ConformityCertificate, description: 'The certificate as it is now.' },
};
const [CertificateIssuePayload, CertificateVoidPayload] = payloadTypes(
  QualityUserError,
  certificate,
  'CertificateIssuePayload',
  'CertificateVoidPayload',
);
const licence = { licence: { type: () => BrandLicence, description: 'The licence as it is now.' } };
const [BrandLicenceGrantPayload, BrandLicenceRevokePayload] = payloadTypes(
  QualityUserError,
  licence,
  'BrandLicenceGrantPayload',
  'BrandLicenceRevokePayload',
);
const BatchBrandPayload = payloadType('BatchBrandPayload', QualityUserError, {
  batch: { type: () => Batch, description: 'The batch, which carries the brand.' },
});
const HeritageMarkGrantPayload = payloadType('HeritageMarkGrantPayload', QualityUserError, {
  mark: { type: () => HeritageMark, description: 'The mark.' },
});
const pledge = { pledge: { type: () => OperatorPledge, description: 'The pledge with its grade.' } };
const [PledgeSignPayload, PledgeBreachPayload] = payloadTypes(
  QualityUserError,
  pledge,
  'PledgeSignPayload',
  'PledgeBreachPayload',
);

@Resolver(() => ConformityCertificate)
export class TrustResolver {
  constructor(
    private readonly commands: { certificates: CertificateCommands; brands: BrandCommands; pledges: PledgeCommands },
    private readonly privacy: Privacy,
  ) {}

  @FieldResolver(() => String, { description: 'Who promises; masked where it is a household.' })
  promisor(@Root() { promisorText, household }: CertificateRow): string {
    return household ? maskName(promisorText) : promisorText;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'How to reach them, masked; null but to the staff of the region.',
  })
  @ForViewer()
  maskedContact(
    @Root() { contactSealed, number, placeCode }: CertificateRow,
    @Ctx() { viewer }: RequestContext,
  ): string | null {
    if (!contactSealed || !may(viewer, 'read', 'CollectionReceipt', { place: placeCode })) return null;
    return maskPhone(this.privacy.open(contactSealed, certificateCell(number)));
  }

  @Query(() => BatchReach, {
    nullable: true,
    description:
      'For a recall: where a batch came from, and every order, buyer and site that it went to. null if not yours.',
  })
  @Allow('recall', 'Batch')
  batchReach(@Ctx() context: RequestContext, @Arg('batchId', () => ID) batchId: string): Promise<BatchReach | null> {
    return reachOf(context, batchId);
  }

  @Query(() => OperatorPledgeConnection, { description: 'What operators pledged, with their grades, newest first.' })
  @Allow('read', 'OperatorPledge')
  operatorPledges(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<PledgeRow>> {
    return newestFirst(context, info, args, pledgeReads);
  }

  @Query(() => BrandLicenceConnection, { description: 'Who may use which brand, newest first.' })
  @Allow('read', 'Brand')
  brandLicences(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<BrandLicenceRow>> {
    return newestFirst(context, info, args, licenceReads);
  }

  @Query(() => HeritageMarkConnection, { description: 'Old names with what proves them, newest first.' })
  @Allow('read', 'Brand')
  heritageMarks(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<HeritageMarkRow>> {
    return newestFirst(context, info, args, markReads);
  }

  @Mutation(() => CertificateIssuePayload, {
    description: 'Issues the conformity certificate of one batch; its tests must cover every drug used.',
  })
  @Allow('certify', 'Batch')
  certificateIssue(
    @Ctx() context: RequestContext,
    @Arg('input', () => CertificateIssueInput) input: CertificateIssueInput,
  ): Promise<object> {
    return answer(context, async () => ({
      certificate: await certificateReads.byKey(context, await this.commands.certificates.issue(context.viewer, input)),
    }));
  }

  @Mutation(() => CertificateVoidPayload, { description: 'Ends a certificate; another may be issued.' })
  @Allow('certify', 'Batch')
  certificateVoid(
    @Ctx() context: RequestContext,
    @Arg('input', () => CertificateVoidInput) input: CertificateVoidInput,
  ): Promise<object> {
    return answer(context, async () => ({
      certificate: await certificateReads.byKey(context, await this.commands.certificates.void(context.viewer, input)),
    }));
  }

  @Mutation(() => BrandLicenceGrantPayload, { description: 'Gives a producer leave to use a brand for some time.' })
  @Allow('license', 'Brand')
  brandLicenceGrant(
    @Ctx() context: RequestContext,
    @Arg('input', () => BrandLicenceGrantInput) input: BrandLicenceGrantInput,
  ): Promise<object> {
    return answer(context, async () => ({
      licence: await licenceReads.byKey(context, await this.commands.brands.grant(context.viewer, input)),
    }));
  }

  @Mutation(() => BrandLicenceRevokePayload, { description: 'Takes the leave back.' })
  @Allow('license', 'Brand')
  brandLicenceRevoke(
    @Ctx() context: RequestContext,
    @Arg('input', () => BrandLicenceRevokeInput) input: BrandLicenceRevokeInput,
  ): Promise<object> {
    return answer(context, async () => ({
      licence: await licenceReads.byKey(context, await this.commands.brands.revoke(context.viewer, input)),
    }));
  }

  @Mutation(() => BatchBrandPayload, {
    description: 'Puts a brand on a batch that was collected and passed, of producers who may use it: a unified batch.',
  })
  @Allow('handle', 'Batch')
  batchBrand(
    @Ctx() context: RequestContext,
    @Arg('input', () => BatchBrandInput) input: BatchBrandInput,
  ): Promise<object> {
    return answer(context, async () => ({
      batch: await batchReads.byKey(context, await this.commands.brands.brandBatch(context.viewer, input)),
    }));
  }

  @Mutation(() => HeritageMarkGrantPayload, { description: 'Registers an old name with its evidence.' })
  @Allow('license', 'Brand')
  heritageMarkGrant(
    @Ctx() context: RequestContext,
    @Arg('input', () => HeritageMarkGrantInput) input: HeritageMarkGrantInput,
  ): Promise<object> {
    return answer(context, async () => ({
      mark: await markReads.byKey(context, await this.commands.brands.grantHeritage(context.viewer, input)),
    }));
  }

  @Mutation(() => PledgeSignPayload, { description: 'Records the pledge of an operator.' })
  @Allow('keep', 'OperatorPledge')
  pledgeSign(
    @Ctx() context: RequestContext,
    @Arg('input', () => PledgeSignInput) input: PledgeSignInput,
  ): Promise<object> {
    return answer(context, async () => ({
      pledge: await pledgeReads.byKey(context, await this.commands.pledges.sign(context.viewer, input)),
    }));
  }

  @Mutation(() => PledgeBreachPayload, { description: 'Records a breach of a pledge: its grade is lowered.' })
  @Allow('judge', 'OperatorPledge')
  pledgeBreach(
    @Ctx() context: RequestContext,
    @Arg('input', () => PledgeBreachInput) input: PledgeBreachInput,
  ): Promise<object> {
    return answer(context, async () => ({
      pledge: await pledgeReads.byKey(context, await this.commands.pledges.breach(context.viewer, input)),
    }));
  }
}
