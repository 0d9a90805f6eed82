import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, PageArgs, Visible } from '../../platform/graphql/index.js';
import { ChannelConnection } from '../connections/connection.types.js';
import { MESSAGE_STATES, type MessageState } from './inbox-message.js';

export const MessageStateName = Object.fromEntries(MESSAGE_STATES.map((state) => [state, state])) as {
  [S in MessageState]: S;
};
registerEnumType(MessageStateName, {
  name: 'InboxMessageState',
  description: 'How far a message is.',
  valuesConfig: {
    PENDING: { description: 'Kept, and to be executed: at once, after one before it, or again after it failed.' },
    WAITING: { description: 'Not to be understood before something else comes; tried again by itself.' },
    HELD: { description: 'Somebody must mend something, such as link a product.' },
    DONE: { description: 'Executed, or refused for good.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What became of one command of a message.' })
@Visible('ChannelConnection')
export class InboxResult {
  @Field(() => String, { description: 'Such as `order.import`.' })
  command!: string;

  @Field(() => String, { description: '`done` or `refused`.' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  message!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something that the remote side said. What it says is sealed: see `inboxMessageReveal`.',
})
@Visible('ChannelConnection')
export class InboxMessage extends Node {
  @Field(() => ChannelConnection)
  connection!: object;

  @Field(() => String, { description: 'Which kind of message, in the words of the plug-in.' })
  type!: string;

  @Field(() => String, { description: 'What it is known by: the same again takes effect once.' })
  dedupeKey!: string;

  @Field(() => String, { nullable: true, description: 'Messages of one key are executed in their order.' })
  orderingKey!: string | null;

  @Field(() => MessageStateName)
  state!: MessageState;

  @Field(() => String, { nullable: true, description: 'Why it is held, waits, failed or was refused.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  note!: string | null;

  @Field(() => Int, { description: 'How often it was worked on.' })
  attempts!: number;

  @Field(() => [InboxResult], { description: 'What became of its commands.' })
  results!: object[];

  @Field(() => DateTimeScalar)
  receivedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried again by itself.' })
  nextAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  doneAt!: string | null;
}

@InputType()
export class InboxMessagesFilter {
  @Field(() => ID, { nullable: true })
  connectionId?: string | null;

  @Field(() => [MessageStateName], { nullable: true, description: 'Any of these.' })
  state?: MessageState[] | null;
}

@ArgsType()
export class InboxMessagesArgs extends PageArgs {
  @Field(() => InboxMessagesFilter, { nullable: true })
  filter?: InboxMessagesFilter | null;
}

@InputType()
export class InboxMessageActionInput {
  @Field(() => ID)
  messageId!: string;
}

@InputType()
export class InboxMessageReasonInput {
  @Field(() => ID)
  messageId!: string;

  @Field(() => String, { description: '5 to 200 characters; it is kept.' })
  reason!: string;
}

/** A message as the read model builds it. */
export interface InboxMessageRow {
  id: string;
  key: number;
  connectionCode: string;
  dedupeKey: string;
  resultsSealed: string | null;
  state: MessageState;
}
