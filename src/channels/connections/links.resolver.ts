import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  DateTimeScalar,
  Node,
  PageArgs,
  payloadType,
  ReadModel,
  Visible,
  type NodeRegistry,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { oursOfKey } from '../calls/links.js';
import { ChannelUserError } from '../channels.errors.js';
import { ChannelLinkInput, ChannelLinkRemoveInput } from './connection.inputs.js';
import { connectionReads } from './connection.reads.js';
import { ChannelConnection } from './connection.types.js';
import { connectionCode, listOf, type ConnectionList } from './connections.service.js';
import type { LinkCommands } from './link-commands.js';

@ObjectType({ simpleResolvers: true, description: 'Their id of a thing and ours, one to one within a connection.' })
@Visible('ChannelConnection')
export class ChannelLink {
  @Field(() => ChannelConnection)
  connection!: object;

  @Field(() => String, { description: 'Such as `order`, `product` or `sku`.' })
  kind!: string;

  @Field(() => String, { description: 'Their id.' })
  externalId!: string;

  @Field(() => Node, { nullable: true, description: 'Our thing; null where you may not see it.' })
  thing!: object | null;

  @Field(() => DateTimeScalar)
  createdAt!: string;
}

interface LinkRow {
  key: number;
  connectionCode: string;
  kind: string;
  externalId: string;
  ours: string;
}

export const ChannelLinkConnection = connectionType('ChannelLink', () => ChannelLink);
const ChannelLinkSetPayload = payloadType('ChannelLinkSetPayload', ChannelUserError, {
  link: { type: () => ChannelLink, description: 'The link as it is now.' },
});
const ChannelLinkRemovePayload = payloadType('ChannelLinkRemovePayload', ChannelUserError, {
  connection: { type: () => ChannelConnection, description: 'Whose link it was.' },
});

const linkReads = new ReadModel<LinkRow>({
  type: 'ChannelLink',
  table: 'channel_link',
  key: 'key',
  columns: {
    key: '$t.id',
    connectionCode: { sql: '$t.connection', always: true },
    kind: { sql: '$t.kind', always: true },
    ours: { sql: '$t.ours', always: true },
    externalId: '$t.theirs',
    createdAt: '$t.created_at',
  },
}).one(
  'connection',
  connectionReads,
  'connectionCode',
  (l, c) => `left join channel_connection ${c} on ${c}.code = ${l}.connection`,
);

const LINKS: ConnectionList<LinkRow> = {
  reads: linkReads,
  table: 'channel_link',
  order: 't.id',
  keyset: ({ key }) => key,
};

@ArgsType()
export class ChannelLinksArgs extends PageArgs {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String, { nullable: true, description: 'Only those of a kind, such as `product`.' })
  kind?: string | null;
}

@Resolver(() => ChannelLink)
export class LinksResolver {
  constructor(
    private readonly commands: LinkCommands,
    private readonly nodes: NodeRegistry,
  ) {}

  @Query(() => ChannelLinkConnection, { description: "A connection's links, the newest first." })
  @Allow('read', 'ChannelConnection')
  channelLinks(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => ChannelLinksArgs) args: ChannelLinksArgs,
  ): Promise<Page<LinkRow>> {
    const values: unknown[] = [];
    const tests = [`t.connection = $${values.push(connectionCode(args.connectionId))}`];
    if (args.kind) tests.push(`t.kind = $${values.push(args.kind)}`);
    return listOf(context, info, args, LINKS, tests, values);
  }

  @FieldResolver(() => Node)
  thing(@Ctx() context: RequestContext, @Root() { kind, ours }: LinkRow): Promise<object | null> {
    return this.nodes.fetch(context, oursOfKey(kind, ours));
  }

  @Mutation(() => ChannelLinkSetPayload, {
    description: 'Says which thing of theirs is which of ours; what was held for want of it is tried again.',
  })
  @Allow('manage', 'ChannelConnection')
  channelLinkSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => ChannelLinkInput) input: ChannelLinkInput,
  ): Promise<object> {
    return answer(context, async () => {
      return { link: await linkReads.byKey(context, await this.commands.set(context.viewer, input)) };
    });
  }

  @Mutation(() => ChannelLinkRemovePayload, { description: 'Undoes a link that was made by mistake.' })
  @Allow('manage', 'ChannelConnection')
  channelLinkRemove(
    @Ctx() context: RequestContext,
    @Arg('input', () => ChannelLinkRemoveInput) input: ChannelLinkRemoveInput,
  ): Promise<object> {
    return answer(context, async () => ({
      connection: await connectionReads.byKey(context, await this.commands.remove(context.viewer, input)),
    }));
  }
}
