import type { Tokens } from '../platform/auth/index.js';
import type { Kernel } from '../domains/kernel.js';
import { ConnectionCommands } from './connections/connection-commands.js';
import { ConnectionsResolver } from './connections/connections.resolver.js';
import { allowedKey, ConnectionsService } from './connections/connections.service.js';
import { LinkCommands } from './connections/link-commands.js';
import { LinksResolver } from './connections/links.resolver.js';
import { Verification } from './connections/verification.js';
import { HealthResolver } from './health/health.resolver.js';
import { InboxCommands } from './inbox/inbox-commands.js';
import { inboxReads } from './inbox/inbox.reads.js';
import { InboxResolver } from './inbox/inbox.resolver.js';
import { DeliveryCommands } from './outbox/delivery-commands.js';
import { deliveryReads } from './outbox/delivery.reads.js';
import { DeliveryResolver } from './outbox/delivery.resolver.js';
import { putAll } from './outbox/outbox-store.js';
import type { Parts } from './parts.js';
import type { GraphPort } from './ports.js';
import { DifferencesResolver } from './reconcile/differences.resolver.js';

/** What operators see of channels in the graph, and do. */
export function channelResolvers(
  { db, nodes, privacy, logger }: Kernel,
  { plugins, book, calls, health, linked, rights }: Parts,
  { graph, tokens, wake }: { graph: GraphPort; tokens: Tokens; wake: () => void },
): readonly object[] {
  const connections = new ConnectionsService();
  const commands = new ConnectionCommands({
    ...{ db, plugins, book, graph, rights, privacy, tokens },
    verification: new Verification(calls, logger),
    syncAll: (tx, code) => putAll(tx, [code]),
    changed: (code) => {
      wake();
      health.checkSoon(code);
    },
  });
  nodes.register('ChannelConnection', (context, key) => connections.byKey(context, key));
  nodes.register(
    'InboxMessage',
    async (context, key) =>
      (await allowedKey(context, 'inbox_message', key)) ? inboxReads.byKey(context, Number(key)) : null,
    'number',
  );
  nodes.register(
    'ChannelDelivery',
    async (context, key) => ((await allowedKey(context, 'delivery', key)) ? deliveryReads.byKey(context, key) : null),
    'uuid',
  );
  return [
    new ConnectionsResolver(connections, commands, plugins),
    new LinksResolver(new LinkCommands(db, commands, linked), nodes),
    new HealthResolver(connections, commands, health),
    new InboxResolver(new InboxCommands(db, privacy, wake), privacy),
    new DeliveryResolver(new DeliveryCommands(db, wake), commands),
    new DifferencesResolver(),
  ];
}
