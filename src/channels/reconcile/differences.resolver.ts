import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, ID, Info, ObjectType, Query, Resolver } from 'type-graphql';
import {
  Allow,
  connectionType,
  DateTimeScalar,
  PageArgs,
  ReadModel,
  Visible,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { connectionReads } from '../connections/connection.reads.js';
import { ChannelConnection } from '../connections/connection.types.js';
import { connectionCode, listOf, type ConnectionList } from '../connections/connections.service.js';

@ObjectType({ simpleResolvers: true, description: 'Something that the remote side has otherwise than we.' })
@Visible('ChannelConnection')
export class ChannelDifference {
  @Field(() => ChannelConnection)
  connection!: object;

  @Field(() => String, { description: '`order`, `payment`, `refund` or `stock`.' })
  kind!: string;

  @Field(() => String, { description: 'Their id of it.' })
  externalId!: string;

  @Field(() => String, {
    description:
      '`MISSING_HERE`, `MISSING_THERE`, `NOT_LINKED`, `AMOUNT` or `QUANTITY`; stock is told again by itself.',
  })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Ours: fen, or a quantity.' })
  ours!: string | null;

  @Field(() => String, { nullable: true, description: 'Theirs.' })
  theirs!: string | null;

  @Field(() => DateTimeScalar)
  foundAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the two agreed again; null while they do not.' })
  settledAt!: string | null;
}

interface DifferenceRow {
  key: number;
  connectionCode: string;
}

export const ChannelDifferenceConnection = connectionType('ChannelDifference', () => ChannelDifference);

const differenceReads = new ReadModel<DifferenceRow>({
  type: 'ChannelDifference',
  table: 'channel_difference',
  key: 'key',
  columns: {
    key: '$t.id',
    connectionCode: { sql: '$t.connection', always: true },
    kind: '$t.kind',
    externalId: '$t.external_id',
    code: '$t.code',
    ours: '$t.ours',
    theirs: '$t.theirs',
    foundAt: '$t.found_at',
    settledAt: '$t.settled_at',
  },
}).one(
  'connection',
  connectionReads,
  'connectionCode',
  (d, c) => `left join channel_connection ${c} on ${c}.code = ${d}.connection`,
);

const DIFFERENCES: ConnectionList<DifferenceRow> = {
  reads: differenceReads,
  table: 'channel_difference',
  order: 't.id',
  keyset: ({ key }) => key,
};

@ArgsType()
export class ChannelDifferencesArgs extends PageArgs {
  @Field(() => ID, { nullable: true })
  connectionId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Those that were settled, too.' })
  settled!: boolean;
}

@Resolver()
export class DifferencesResolver {
  @Query(() => ChannelDifferenceConnection, {
    description: 'Where the books of the remote sides differ from ours, newest first.',
  })
  @Allow('read', 'ChannelConnection')
  channelDifferences(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ChannelDifferencesArgs) args: ChannelDifferencesArgs,
  ): Promise<Page<DifferenceRow>> {
    const values: unknown[] = [];
    const tests = args.settled ? [] : ['t.settled_at is null'];
    if (args.connectionId) tests.push(`t.connection = $${values.push(connectionCode(args.connectionId))}`);
    return listOf(context, info, args, DIFFERENCES, tests, values);
  }
}
