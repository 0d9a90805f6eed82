import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, JsonScalar, Node, Visible } from '../../platform/graphql/index.js';
import { ConnectionStateName } from './connection.inputs.js';
import type { ConnectionState } from './connection.rules.js';

export enum HealthStatus {
  OK = 'OK',
  DEGRADED = 'DEGRADED',
  DOWN = 'DOWN',
  UNAUTHORISED = 'UNAUTHORISED',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(HealthStatus, {
  name: 'ChannelHealthStatus',
  description: 'How a connection does.',
  valuesConfig: {
    UNAUTHORISED: { description: 'The remote side refuses the account: mend its settings and verify it.' },
    UNKNOWN: { description: 'It does not work, or was not looked at yet.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A plug-in that this server has: what it is and can.' })
@Visible('ChannelConnection')
export class ChannelPluginType {
  @Field(() => String)
  id!: string;

  @Field(() => String, { description: 'In Chinese.' })
  nameZh!: string;

  @Field(() => String, { description: 'In English.' })
  nameEn!: string;

  @Field(() => String)
  version!: string;

  @Field(() => [String], { description: 'What it can do, such as `stock.push`.' })
  capabilities!: readonly string[];

  @Field(() => [String], { description: 'What its connections may be granted, such as `order:write`.' })
  permissions!: readonly string[];

  @Field(() => JsonScalar, { description: 'Its settings as JSON Schema; secrets are marked there.' })
  settingsSchema!: unknown;
}

@ObjectType({ simpleResolvers: true, description: 'A secret setting: never shown, only whether it is set.' })
@Visible('ChannelConnection')
export class ConnectionSecret {
  @Field(() => String, { description: 'Dotted path in the settings.' })
  path!: string;

  @Field(() => Boolean)
  set!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'How a connection does, and what it has still to do.' })
@Visible('ChannelConnection')
export class ChannelHealth {
  @Field(() => ChannelConnection, { description: 'Whose health it is.' })
  connection!: object;

  @Field(() => HealthStatus)
  status!: HealthStatus;

  @Field(() => String, { nullable: true, description: 'For programs, such as `SESSION_EXPIRES_SOON`.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'For people: what is wrong and what to do.' })
  message!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last looked at; null: not yet.' })
  checkedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it has this status.' })
  since!: string | null;

  @Field(() => Int, { description: 'Messages not executed yet.' })
  messagesWaiting!: number;

  @Field(() => Int, { description: 'Messages that wait for somebody to mend something.' })
  messagesHeld!: number;

  @Field(() => Int, { description: 'Deliveries not made yet.' })
  deliveriesPending!: number;

  @Field(() => Int, { description: 'Dead letters.' })
  deliveriesDead!: number;

  @Field(() => Int, { description: 'Where the remote side has it otherwise.' })
  differencesOpen!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the oldest delivery waits.' })
  oldestDeliveryAt!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An account of a channel: several accounts of one are several connections of one plug-in.',
})
@Visible('ChannelConnection')
export class ChannelConnection extends Node {
  @Field(() => String, { description: 'The channel of its orders and listings.' })
  code!: string;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => ChannelPluginType, { nullable: true, description: 'Null where this server does not have it.' })
  plugin!: object | null;

  @Field(() => ConnectionStateName)
  state!: ConnectionState;

  @Field(() => JsonScalar, { description: 'Without its secrets.' })
  settings!: unknown;

  @Field(() => [ConnectionSecret], { description: 'Which secrets there are, and whether they are set.' })
  secrets!: object[];

  @Field(() => Int, { description: 'Version of the settings as they are stored.' })
  configVersion!: number;

  @Field(() => [String], { description: 'What it may do, such as `order:read`.' })
  permissions!: string[];

  @Field(() => Int, { description: 'Steps with every change.' })
  version!: number;

  @Field(() => DateTimeScalar)
  createdAt!: string;

  @Field(() => DateTimeScalar)
  updatedAt!: string;

  @Field(() => ChannelHealth, { description: 'How it does.' })
  health!: object;
}

/** A connection as the read model builds it. */
export interface ConnectionRow {
  id: string;
  code: string;
  pluginId: string;
  settings: Record<string, unknown>;
  secretPaths: string[];
  state: ConnectionState;
  configVersion: number;
}
