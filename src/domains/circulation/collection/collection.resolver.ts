import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { placeReads, Village, type PlaceRow } from '../../places/index.js';
import { CirculationUserError } from '../circulation.errors.js';
import {
  CollectionPayInput,
  CollectionPlanSetInput,
  CollectionReceiptsArgs,
  CollectionReceiveInput,
  CollectionRoundEndInput,
  CollectionRoundPlanInput,
  CollectionRoundsArgs,
  OfficerAppointInput,
  VillagesWithoutOfficerArgs,
} from './collection.inputs.js';
import { receiptReads, roundReads } from './collection.reads.js';
import type { CollectionService } from './collection.service.js';
import {
  CollectionReceipt,
  CollectionRound,
  InfoOfficer,
  type CollectionReceiptRow,
  type CollectionRoundRow,
} from './collection.types.js';
import type { OfficerCommands } from './officers.js';
import type { ReceiveCommands } from './receive.js';
import type { RoundCommands } from './rounds.js';

export const CollectionRoundConnection = connectionType('CollectionRound', () => CollectionRound);
export const CollectionReceiptConnection = connectionType('CollectionReceipt', () => CollectionReceipt);
export const VillageConnection = connectionType('Village', () => Village);

const round = { round: { type: () => CollectionRound, description: 'The round as it is now.' } };
const CollectionRoundPlanPayload = payloadType('CollectionRoundPlanPayload', CirculationUserError, round);
const CollectionRoundEndPayload = payloadType('CollectionRoundEndPayload', CirculationUserError, round);
const CollectionPlanSetPayload = payloadType('CollectionPlanSetPayload', CirculationUserError, {
  done: { type: () => Boolean, description: 'True when it was done.' },
});
const receipt = { receipt: { type: () => CollectionReceipt, description: 'The receipt as it is now.' } };
const CollectionReceivePayload = payloadType('CollectionReceivePayload', CirculationUserError, receipt);
const CollectionPayPayload = payloadType('CollectionPayPayload', CirculationUserError, receipt);
const OfficerAppointPayload = payloadType('OfficerAppointPayload', CirculationUserError, {
  village: { type: () => Village, description: 'The village with its officer.' },
});

@Resolver()
export class CollectionResolver {
  constructor(
    private readonly collection: CollectionService,
    private readonly rounds: RoundCommands,
    private readonly receipts: ReceiveCommands,
    private readonly officers: OfficerCommands,
  ) {}

  @Query(() => CollectionRoundConnection, { description: 'Collection rounds of your region, by opening time.' })
  @Allow('read', 'CollectionRound')
  collectionRounds(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => CollectionRoundsArgs) args: CollectionRoundsArgs,
  ): Promise<Page<CollectionRoundRow>> {
    return this.collection.rounds(context, info, args);
  }

  @Query(() => CollectionReceiptConnection, { description: 'Receipts of your region, newest first.' })
  @Allow('read', 'CollectionReceipt')
  collectionReceipts(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => CollectionReceiptsArgs) args: CollectionReceiptsArgs,
  ): Promise<Page<CollectionReceiptRow>> {
    return this.collection.receipts(context, info, args);
  }

  @Query(() => VillageConnection, { description: 'Villages that still need their information officer (mission C2).' })
  @Allow('read', 'CollectionRound')
  villagesWithoutOfficer(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => VillagesWithoutOfficerArgs) args: VillagesWithoutOfficerArgs,
  ): Promise<Page<PlaceRow>> {
    return this.collection.withoutOfficer(context, info, args);
  }

  @Mutation(() => OfficerAppointPayload, {
    description: "Makes an account a village's information officer; whoever was before has ended.",
  })
  @Allow('appoint', 'InfoOfficer')
  officerAppoint(
    @Ctx() context: RequestContext,
    @Arg('input', () => OfficerAppointInput) input: OfficerAppointInput,
  ): Promise<object> {
    return answer(context, async () => ({
      village: await placeReads.byKey(context, await this.officers.appoint(context.viewer, input)),
    }));
  }

  @Mutation(() => CollectionPlanSetPayload, {
    description: 'Sets a weekly time of a collection point; its rounds are made two weeks ahead.',
  })
  @Allow('plan', 'CollectionRound')
  collectionPlanSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => CollectionPlanSetInput) input: CollectionPlanSetInput,
  ): Promise<object> {
    return answer(context, async () => ({ done: (await this.rounds.setPlan(context.viewer, input)) > 0 }));
  }

  @Mutation(() => CollectionRoundPlanPayload, { description: 'Plans one round outside the calendar.' })
  @Allow('plan', 'CollectionRound')
  collectionRoundPlan(
    @Ctx() context: RequestContext,
    @Arg('input', () => CollectionRoundPlanInput) input: CollectionRoundPlanInput,
  ): Promise<object> {
    return this.round(context, () => this.rounds.plan(context.viewer, input));
  }

  @Mutation(() => CollectionRoundEndPayload, {
    description: 'Ends a round that was held, or cancels one that will not be.',
  })
  @Allow('plan', 'CollectionRound')
  collectionRoundEnd(
    @Ctx() context: RequestContext,
    @Arg('input', () => CollectionRoundEndInput) input: CollectionRoundEndInput,
  ): Promise<object> {
    return this.round(context, () => this.rounds.end(context.viewer, input));
  }

  @Mutation(() => CollectionReceivePayload, {
    description: 'Takes goods in from a producer: makes a batch with its stock, and the receipt for it.',
  })
  @Allow('collect', 'Batch')
  collectionReceive(
    @Ctx() context: RequestContext,
    @Arg('input', () => CollectionReceiveInput) input: CollectionReceiveInput,
  ): Promise<object> {
    return this.receipt(context, () => this.receipts.receive(context.viewer, input));
  }

  @Mutation(() => CollectionPayPayload, { description: 'Pays what is owed for a receipt, once.' })
  @Allow('collect', 'Batch')
  collectionPay(
    @Ctx() context: RequestContext,
    @Arg('input', () => CollectionPayInput) input: CollectionPayInput,
  ): Promise<object> {
    return this.receipt(context, () => this.receipts.pay(context.viewer, input));
  }

  private round(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ round: await roundReads.byKey(context, await command()) }));
  }

  private receipt(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ receipt: await receiptReads.byKey(context, await command()) }));
  }
}

@Resolver(() => Village)
export class VillageOfficerResolver {
  constructor(private readonly collection: CollectionService) {}

  @FieldResolver(() => InfoOfficer, {
    nullable: true,
    description: 'Its information officer; null until one is appointed.',
  })
  infoOfficer(@Root() village: PlaceRow, @Ctx() context: RequestContext): Promise<InfoOfficer | null> {
    return this.collection.officer(context, village.code);
  }
}
