import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { ChannelUserError } from '../channels.errors.js';
import type { ConnectionCommands } from '../connections/connection-commands.js';
import { connectionCode, listOf, type ConnectionList } from '../connections/connections.service.js';
import type { DeliveryCommands } from './delivery-commands.js';
import { deliveryReads } from './delivery.reads.js';
import {
  ChannelDelivery,
  DeliveriesArgs,
  DeliveryReplayAllInput,
  DeliveryReplayInput,
  type DeliveryRow,
} from './delivery.types.js';

export const ChannelDeliveryConnection = connectionType('ChannelDelivery', () => ChannelDelivery);

const DeliveryReplayPayload = payloadType('DeliveryReplayPayload', ChannelUserError, {
  delivery: { type: () => ChannelDelivery, description: 'The delivery as it is now.' },
});
const DeliveryReplayAllPayload = payloadType('DeliveryReplayAllPayload', ChannelUserError, {
  replayed: { type: () => Int, description: 'How many dead letters are tried again.' },
});

const DELIVERIES: ConnectionList<DeliveryRow> = {
  reads: deliveryReads,
  table: 'delivery',
  order: 't.id',
  keyset: ({ key }) => key,
};

@Resolver()
export class DeliveryResolver {
  constructor(
    private readonly commands: DeliveryCommands,
    private readonly connections: ConnectionCommands,
  ) {}

  @Query(() => ChannelDeliveryConnection, {
    description: 'What is told to the remote sides, by its id, the newest first; refunds by their own.',
  })
  @Allow('read', 'ChannelConnection')
  deliveries(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => DeliveriesArgs) args: DeliveriesArgs,
  ): Promise<Page<DeliveryRow>> {
    const values: unknown[] = [];
    const tests: string[] = [];
    const { connectionId, state, event } = args.filter ?? {};
    if (connectionId) tests.push(`t.connection = $${values.push(connectionCode(connectionId))}`);
    if (state) tests.push(`t.state = any($${values.push(state)})`);
    if (event) tests.push(`t.event = $${values.push(event)}`);
    return listOf(context, info, args, DELIVERIES, tests, values);
  }

  @Mutation(() => DeliveryReplayPayload, { description: 'Tries a dead letter again, under its own id.' })
  @Allow('manage', 'ChannelConnection')
  deliveryReplay(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeliveryReplayInput) { deliveryId }: DeliveryReplayInput,
  ): Promise<object> {
    return answer(context, async () => ({
      delivery: await deliveryReads.byKey(context, await this.commands.replay(context.viewer, deliveryId)),
    }));
  }

  @Mutation(() => DeliveryReplayAllPayload, { description: 'Tries the dead letters of a connection again.' })
  @Allow('manage', 'ChannelConnection')
  deliveryReplayAll(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeliveryReplayAllInput) { connectionId, code }: DeliveryReplayAllInput,
  ): Promise<object> {
    return answer(context, async () => {
      const { code: connection } = await this.connections.find(context.viewer, connectionId);
      return { replayed: await this.commands.replayAll(connection, code ?? null) };
    });
  }
}
