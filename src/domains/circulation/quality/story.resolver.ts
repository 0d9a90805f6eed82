import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  Where,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { newestFirst } from './newest-first.js';
import { QualityUserError } from './quality.errors.js';
import type { StoryCommands } from './stories.js';
import {
  ConsentRecordInput,
  ConsentWithdrawInput,
  StoriesArgs,
  StoryStateInput,
  StoryWriteInput,
} from './trust.inputs.js';
import { consentReads, storyReads } from './trust.reads.js';
import { Consent, Story, type StoryRow } from './trust.types.js';

export const StoryConnection = connectionType('Story', () => Story);

const consent = { consent: { type: () => Consent, description: 'The consent as it is now.' } };
const ConsentRecordPayload = payloadType('ConsentRecordPayload', QualityUserError, consent);
const ConsentWithdrawPayload = payloadType('ConsentWithdrawPayload', QualityUserError, consent);
const story = { story: { type: () => Story, description: 'The story as it is now.' } };
const StoryWritePayload = payloadType('StoryWritePayload', QualityUserError, story);
const StoryPublishPayload = payloadType('StoryPublishPayload', QualityUserError, story);
const StoryUnpublishPayload = payloadType('StoryUnpublishPayload', QualityUserError, story);

@Resolver()
export class StoryResolver {
  constructor(private readonly commands: StoryCommands) {}

  @Query(() => StoryConnection, { description: 'Published stories, newest first.' })
  @Allow('read', 'Story')
  stories(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => StoriesArgs) args: StoriesArgs,
  ): Promise<Page<StoryRow>> {
    const shown = new Where()
      .and(`x.state = 'PUBLISHED'`)
      .when(args.kind, (n) => `x.kind = ${n}`)
      .under(args.placeCode, 'x.village_code');
    return newestFirst(context, info, args, storyReads, shown);
  }

  @Mutation(() => ConsentRecordPayload, { description: 'Records what a household agreed to have shown.' })
  @Allow('record', 'Consent')
  consentRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConsentRecordInput) input: ConsentRecordInput,
  ): Promise<object> {
    return answer(context, async () => ({
      consent: await consentReads.byKey(context, await this.commands.consent(context.viewer, input)),
    }));
  }

  @Mutation(() => ConsentWithdrawPayload, {
    description: 'Takes a consent back; what was published by it is so no more.',
  })
  @Allow('record', 'Consent')
  consentWithdraw(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConsentWithdrawInput) input: ConsentWithdrawInput,
  ): Promise<object> {
    return answer(context, async () => ({
      consent: await consentReads.byKey(context, await this.commands.withdraw(context.viewer, input)),
    }));
  }

  @Mutation(() => StoryWritePayload, { description: 'Writes a story, as a draft.' })
  @Allow('write', 'Story')
  storyWrite(
    @Ctx() context: RequestContext,
    @Arg('input', () => StoryWriteInput) input: StoryWriteInput,
  ): Promise<object> {
    return answer(context, async () => ({
      story: await storyReads.byKey(context, await this.commands.write(context.viewer, input)),
    }));
  }

  @Mutation(() => StoryPublishPayload, {
    description: 'Publishes a story; of a living person with their consent alone.',
  })
  @Allow('publish', 'Story')
  storyPublish(
    @Ctx() context: RequestContext,
    @Arg('input', () => StoryStateInput) input: StoryStateInput,
  ): Promise<object> {
    return answer(context, async () => ({
      story: await storyReads.byKey(context, await this.commands.publish(context.viewer, input.storyId)),
    }));
  }

  @Mutation(() => StoryUnpublishPayload, { description: 'Takes a story back.' })
  @Allow('publish', 'Story')
  storyUnpublish(
    @Ctx() context: RequestContext,
    @Arg('input', () => StoryStateInput) input: StoryStateInput,
  ): Promise<object> {
    return answer(context, async () => ({
      story: await storyReads.byKey(context, await this.commands.unpublish(context.viewer, input.storyId)),
    }));
  }
}
