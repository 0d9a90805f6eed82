import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, answer, payloadType, type RequestContext } from '../../platform/graphql/index.js';
import { ChannelUserError } from '../channels.errors.js';
import type { ConnectionCommands } from '../connections/connection-commands.js';
import { ConnectionActionInput } from '../connections/connection.inputs.js';
import { connectionReads, healthOf } from '../connections/connection.reads.js';
import { ChannelHealth } from '../connections/connection.types.js';
import { connectionCode, type ConnectionsService } from '../connections/connections.service.js';
import type { HealthChecks } from './health-checks.js';

const ConnectionCheckPayload = payloadType('ConnectionCheckPayload', ChannelUserError, {
  health: { type: () => ChannelHealth, description: 'What was found.' },
});

@Resolver()
export class HealthResolver {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly commands: ConnectionCommands,
    private readonly checks: HealthChecks,
  ) {}

  @Query(() => [ChannelHealth], { description: 'How your connections do, or one of them; looked at every minute.' })
  @Allow('read', 'ChannelConnection')
  async channelHealth(
    @Ctx() context: RequestContext,
    @Arg('connectionId', () => ID, { nullable: true }) connectionId: string | null,
  ): Promise<object[]> {
    const chosen = connectionId ? [connectionCode(connectionId)] : null;
    return this.of(context, await this.connections.allowed(context, chosen));
  }

  @Mutation(() => ConnectionCheckPayload, { description: 'Looks how a connection does, now.' })
  @Allow('manage', 'ChannelConnection')
  connectionCheck(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConnectionActionInput) { connectionId }: ConnectionActionInput,
  ): Promise<object> {
    return answer(context, async () => {
      const { code } = await this.commands.find(context.viewer, connectionId);
      await this.checks.check(code);
      return { health: (await this.of(context, [code]))[0] };
    });
  }

  private async of(context: RequestContext, codes: readonly string[]): Promise<object[]> {
    if (codes.length === 0) return [];
    const [found, connections] = await Promise.all([
      healthOf(context, codes),
      connectionReads.byKeys(context.db, codes),
    ]);
    return found.map((health, n) => ({ ...health, connection: connections[n] }));
  }
}
