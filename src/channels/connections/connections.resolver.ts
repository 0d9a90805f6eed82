import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  DateTimeScalar,
  PageArgs,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { z, type AnyChannel } from '../../plugin-kit/index.js';
import { ChannelUserError } from '../channels.errors.js';
import type { ConnectionCommands } from './connection-commands.js';
import {
  ConnectionActionInput,
  ConnectionCreateInput,
  ConnectionTokenInput,
  ConnectionUpdateInput,
} from './connection.inputs.js';
import { connectionReads } from './connection.reads.js';
import { ChannelConnection, ChannelPluginType, ConnectionSecret, type ConnectionRow } from './connection.types.js';
import type { ConnectionsService } from './connections.service.js';
import { shownSecrets } from './settings.rules.js';

export const ChannelConnectionConnection = connectionType('ChannelConnection', () => ChannelConnection);

const connectionPayload = (name: string) =>
  payloadType(name, ChannelUserError, {
    connection: { type: () => ChannelConnection, description: 'The connection as it is now.' },
  });
const ConnectionCreatePayload = connectionPayload('ConnectionCreatePayload');
const ConnectionUpdatePayload = connectionPayload('ConnectionUpdatePayload');
const ConnectionVerifyPayload = connectionPayload('ConnectionVerifyPayload');
const ConnectionActivatePayload = connectionPayload('ConnectionActivatePayload');
const ConnectionDeactivatePayload = connectionPayload('ConnectionDeactivatePayload');
const ConnectionTokenIssuePayload = payloadType('ConnectionTokenIssuePayload', ChannelUserError, {
  connection: { type: () => ChannelConnection, description: 'Whose token it is.' },
  token: { type: () => String, description: 'Shown this once. Send it as `Authorization: Bearer …`.' },
  expiresAt: { type: () => DateTimeScalar, description: 'Until when it holds, if it is not revoked before.' },
});

@Resolver(() => ChannelConnection)
export class ConnectionsResolver {
  constructor(
    private readonly reads: ConnectionsService,
    private readonly commands: ConnectionCommands,
    private readonly plugins: ReadonlyMap<string, AnyChannel>,
  ) {}

  @Query(() => [ChannelPluginType], { description: 'The plug-ins that this server has.' })
  @Allow('read', 'ChannelConnection')
  channelPlugins(): object[] {
    return [...this.plugins.values()].map(shownPlugin);
  }

  @Query(() => ChannelConnectionConnection, { description: 'The connections of your county.' })
  @Allow('read', 'ChannelConnection')
  connections(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ConnectionRow>> {
    return this.reads.list(context, info, args);
  }

  @Query(() => ChannelConnection, { nullable: true, description: 'A connection by its id.' })
  @Allow('read', 'ChannelConnection')
  connection(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID) id: string,
  ): Promise<ConnectionRow | null> {
    return this.reads.one(context, info, id);
  }

  @FieldResolver(() => ChannelPluginType)
  plugin(@Root() { pluginId }: ConnectionRow): object | null {
    const plugin = this.plugins.get(pluginId);
    return plugin ? shownPlugin(plugin) : null;
  }

  @FieldResolver(() => [ConnectionSecret])
  secrets(@Root() { pluginId, secretPaths }: ConnectionRow): object[] {
    const plugin = this.plugins.get(pluginId);
    return plugin ? shownSecrets(plugin.config.schema, secretPaths) : secretPaths.map((path) => ({ path, set: true }));
  }

  @Mutation(() => ConnectionCreatePayload, { description: 'Sets up an account of a channel; it does not work yet.' })
  @Allow('manage', 'ChannelConnection')
  connectionCreate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionCreateInput) input: ConnectionCreateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.create(context.viewer, input));
  }

  @Mutation(() => ConnectionUpdatePayload, { description: 'Changes its settings, its name or what it may do.' })
  @Allow('manage', 'ChannelConnection')
  connectionUpdate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionUpdateInput) input: ConnectionUpdateInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.update(context.viewer, input));
  }

  @Mutation(() => ConnectionVerifyPayload, { description: 'Asks the remote side whether it takes the settings.' })
  @Allow('manage', 'ChannelConnection')
  connectionVerify(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionActionInput) { connectionId }: ConnectionActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.verify(context.viewer, connectionId));
  }

  @Mutation(() => ConnectionActivatePayload, {
    description: 'Lets it work, and tells the remote side everything that is listed on it.',
  })
  @Allow('manage', 'ChannelConnection')
  connectionActivate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionActionInput) { connectionId }: ConnectionActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.activate(context.viewer, connectionId));
  }

  @Mutation(() => ConnectionDeactivatePayload, { description: 'Switches it off: nothing goes in or out.' })
  @Allow('manage', 'ChannelConnection')
  connectionDeactivate(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionActionInput) { connectionId }: ConnectionActionInput,
  ): Promise<object> {
    return this.answer(context, () => this.commands.deactivate(context.viewer, connectionId));
  }

  @Mutation(() => ConnectionTokenIssuePayload, {
    description: 'A token for a partner that calls this graph, with what the connection may do and no more.',
  })
  @Allow('manage', 'ChannelConnection')
  connectionTokenIssue(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionTokenInput) input: ConnectionTokenInput,
  ): Promise<object> {
    return answer(context, async () => {
      const { code, token, days } = await this.commands.issueToken(context.viewer, input);
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
      return { token, expiresAt, connection: await connectionReads.byKey(context, code) };
    });
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ connection: await connectionReads.byKey(context, await command()) }));
  }
}

const shownPlugin = ({ id, name, version, capabilities, permissions, config }: AnyChannel): object => ({
  id,
  nameZh: name.zh,
  nameEn: name.en,
  version,
  capabilities,
  permissions,
  // What JSON Schema cannot say of it is left open there; the plug-in's own schema decides.
  settingsSchema: z.toJSONSchema(config.schema, { io: 'input', unrepresentable: 'any' }),
});
