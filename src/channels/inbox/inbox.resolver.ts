import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, FieldResolver, Info, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  JsonScalar,
  payloadType,
  Visible,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { ChannelUserError } from '../channels.errors.js';
import { connectionCode, listOf, type ConnectionList } from '../connections/connections.service.js';
import type { InboxCommands } from './inbox-commands.js';
import type { KeptResult } from './inbox-message.js';
import { cell } from './sealed-cells.js';
import { inboxReads } from './inbox.reads.js';
import {
  InboxMessage,
  InboxMessageActionInput,
  InboxMessageReasonInput,
  InboxMessagesArgs,
  InboxResult,
  type InboxMessageRow,
} from './inbox.types.js';

export const InboxMessageConnection = connectionType('InboxMessage', () => InboxMessage);

@ObjectType({ simpleResolvers: true, description: 'What a message says, in clear.' })
@Visible('ChannelConnection')
export class RevealedMessage {
  @Field(() => JsonScalar, { description: 'As the plug-in read it.' })
  body!: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'The request that it came in, as it was; null where it was none.',
  })
  raw!: string | null;
}

const message = { inboxMessage: { type: () => InboxMessage, description: 'The message as it is now.' } };
const InboxMessageRetryPayload = payloadType('InboxMessageRetryPayload', ChannelUserError, message);
const InboxMessageDismissPayload = payloadType('InboxMessageDismissPayload', ChannelUserError, message);
const InboxMessageRevealPayload = payloadType('InboxMessageRevealPayload', ChannelUserError, {
  revealed: { type: () => RevealedMessage, description: 'What it says.' },
});

const MESSAGES: ConnectionList<InboxMessageRow> = {
  reads: inboxReads,
  table: 'inbox_message',
  order: 't.id',
  keyset: ({ key }) => key,
};

@Resolver(() => InboxMessage)
export class InboxResolver {
  constructor(
    private readonly commands: InboxCommands,
    private readonly privacy: Privacy,
  ) {}

  @Query(() => InboxMessageConnection, { description: 'What the remote sides said, newest first.' })
  @Allow('read', 'ChannelConnection')
  inboxMessages(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => InboxMessagesArgs) args: InboxMessagesArgs,
  ): Promise<Page<InboxMessageRow>> {
    const values: unknown[] = [];
    const tests: string[] = [];
    const { connectionId, state } = args.filter ?? {};
    if (connectionId) tests.push(`t.connection = $${values.push(connectionCode(connectionId))}`);
    if (state) tests.push(`t.state = any($${values.push(state)})`);
    return listOf(context, info, args, MESSAGES, tests, values);
  }

  @FieldResolver(() => [InboxResult])
  results(@Root() { connectionCode: connection, dedupeKey, resultsSealed }: InboxMessageRow): object[] {
    if (!resultsSealed) return [];
    const opened = this.privacy.open(resultsSealed, cell('results', { connection, dedupeKey }));
    return (JSON.parse(opened) as KeptResult[]).map(({ kind, result }) => ({
      command: kind,
      status: result.status,
      code: result.status === 'refused' ? result.code : null,
      message: result.status === 'refused' ? result.message : null,
    }));
  }

  @Mutation(() => InboxMessageRetryPayload, { description: 'Tries a message again that is held, waits or failed.' })
  @Allow('manage', 'ChannelConnection')
  inboxMessageRetry(
    @Ctx() context: RequestContext,
    @Arg('input', () => InboxMessageActionInput) { messageId }: InboxMessageActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.retry(context.viewer, messageId));
  }

  @Mutation(() => InboxMessageDismissPayload, { description: 'Gives a message up: it is done without effect.' })
  @Allow('manage', 'ChannelConnection')
  inboxMessageDismiss(
    @Ctx() context: RequestContext,
    @Arg('input', () => InboxMessageReasonInput) input: InboxMessageReasonInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.dismiss(context.viewer, input));
  }

  @Mutation(() => InboxMessageRevealPayload, {
    description: 'Opens what a message says for a stated reason; who saw what is kept for ever.',
  })
  @Allow('reveal', 'ChannelConnection')
  inboxMessageReveal(
    @Ctx() context: RequestContext,
    @Arg('input', () => InboxMessageReasonInput) input: InboxMessageReasonInput,
  ): Promise<object> {
    return answer(context, async () => ({ revealed: await this.commands.reveal(context.viewer, input) }));
  }

  private answer(context: RequestContext, command: () => Promise<number>): Promise<object> {
    return answer(context, async () => ({ inboxMessage: await inboxReads.byKey(context, await command()) }));
  }
}
