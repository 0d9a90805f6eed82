import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Node, ReadModel, SequenceScalar, Visible } from '../../../platform/graphql/index.js';
import { named } from '../named.js';
import { COMMAND_KINDS, type KioskCommandKind } from './kiosk-commands.js';

export const CommandKindName = named(COMMAND_KINDS);
registerEnumType(CommandKindName, {
  name: 'KioskCommandKind',
  valuesConfig: {
    RESTART: { description: 'Start anew.' },
    LOCK: { description: 'Sell nothing; it holds on our side at once.' },
    UNLOCK: { description: 'Sell again, also fresh food that was locked, if it is cold now.' },
    PRICE_REFRESH: { description: 'Show the prices of the newest planogram.' },
    AUDIT: { description: 'Read the counters and upload the audit file with this command.' },
  },
});

export const CommandStateName = named(['PENDING', 'TAKEN', 'DONE', 'FAILED', 'EXPIRED']);
registerEnumType(CommandStateName, { name: 'KioskCommandState' });

export const CommandReportName = named(['TAKEN', 'DONE', 'FAILED']);
registerEnumType(CommandReportName, {
  name: 'KioskCommandReport',
  valuesConfig: { TAKEN: { description: 'Say so before acting: a command that is too late is refused.' } },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something that a kiosk is to do, while it is wanted.',
})
@Visible('Kiosk')
export class KioskCommand extends Node {
  @Field(() => CommandKindName)
  kind!: string;

  @Field(() => CommandStateName)
  state!: string;

  @Field(() => DateTimeScalar)
  issuedAt!: string;

  @Field(() => DateTimeScalar, { description: 'Not to be carried out after it.' })
  expiresAt!: string;

  @Field(() => SequenceScalar)
  version!: number;
}

export interface CommandRow {
  id: string;
  key: string;
  siteCode: string;
  placeCode: string;
  channel: string;
}

export const commandReads = new ReadModel<CommandRow>({
  type: 'KioskCommand',
  table: `(select c.*, o.site_code, o.place_code, o.channel from kiosk_command c join outlet o on o.id = c.outlet_id)`,
  key: 'key',
  columns: {
    key: '$t.id',
    siteCode: { sql: '$t.site_code', always: true },
    placeCode: { sql: '$t.place_code', always: true },
    channel: { sql: '$t.channel', always: true },
    kind: '$t.kind',
    state: '$t.state',
    issuedAt: '$t.issued_at',
    expiresAt: '$t.expires_at',
    version: '$t.version',
  },
});

@InputType()
export class KioskCommandIssueInput {
  @Field(() => String)
  idempotencyKey!: string;

  @Field(() => ID)
  kioskId!: string;

  @Field(() => CommandKindName)
  kind!: KioskCommandKind;

  @Field(() => Int, {
    defaultValue: 120,
    description: 'Seconds until it must not be carried out any more: 5 to 86,400.',
  })
  ttlSeconds!: number;
}

@InputType()
export class KioskCommandReportInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => CommandReportName)
  state!: 'TAKEN' | 'DONE' | 'FAILED';
}
