import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { JsonScalar } from '../../platform/graphql/index.js';
import { CONNECTION_STATES, type ConnectionState } from './connection.rules.js';

export const ConnectionStateName = Object.fromEntries(CONNECTION_STATES.map((state) => [state, state])) as {
  [S in ConnectionState]: S;
};
registerEnumType(ConnectionStateName, {
  name: 'ChannelConnectionState',
  description: 'How far a connection is.',
  valuesConfig: {
    CREATED: { description: 'Its settings were never tried, or were changed since.' },
    VERIFIED: { description: 'The remote side took its settings.' },
    ACTIVE: { description: 'It works.' },
    INACTIVE: { description: 'It was switched off: nothing goes in or out.' },
    SUSPENDED: { description: 'The remote side refuses the account: nothing goes out until it is verified again.' },
  },
});

@InputType()
export class ConnectionCreateInput {
  @Field(() => String, { description: 'Id of the plug-in, such as `wechat`.' })
  plugin!: string;

  @Field(() => String, { description: 'What orders and listings call the channel; never changed afterwards.' })
  code!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => JsonScalar, { description: "An object as the plug-in's `settingsSchema` says, secrets among them." })
  settings!: unknown;

  @Field(() => [String], { nullable: true, description: 'All that the plug-in declares, if left out.' })
  permissions?: string[] | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class ConnectionUpdateInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'All settings anew; a secret that is left out stays. An active connection is verified with them first.',
  })
  settings?: unknown;

  @Field(() => [String], { nullable: true, description: 'All that it may do from now on.' })
  permissions?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The version you read: refused if it was changed since.' })
  version?: number | null;
}

@InputType()
export class ConnectionActionInput {
  @Field(() => ID)
  connectionId!: string;
}

@InputType()
export class ConnectionTokenInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => Int, { defaultValue: 90, description: 'How long it holds, 1 to 365 days.' })
  days!: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Ends every token that was issued before.' })
  revokeOlder!: boolean;
}

@InputType()
export class ChannelLinkInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String, { description: 'Such as `product`, `sku` or `order`.' })
  kind!: string;

  @Field(() => String, { description: 'Their id.' })
  externalId!: string;

  @Field(() => ID, { description: 'Our id of the same thing.' })
  id!: string;
}

@InputType()
export class ChannelLinkRemoveInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { description: 'Their id.' })
  externalId!: string;
}
