import type { GraphQLSchema } from 'graphql';
import { Registry } from 'prom-client';
import { loadPlugins, type ChannelsOptions } from '../channels/index.js';
import type { Kernel } from '../domains/kernel.js';
import { createTokens, type Tokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import { EventKinds } from '../platform/events/index.js';
import { buildGraph, NodeRegistry } from '../platform/graphql/index.js';
import type { Logger } from '../platform/logging/index.js';
import type { Database } from '../platform/persistence/index.js';
import { Policy } from '../platform/policy/index.js';
import { createPrivacy } from '../platform/privacy/index.js';
import { systemClock } from '../shared/clock.js';
import { createDomains } from './modules.js';
import { shippedPlugins } from './plugins.js';

/** For tests: plug-ins in place of those that are shipped, an executor of their own, shorter waits. */
export type ChannelsForTests = Partial<Pick<ChannelsOptions, 'plugins' | 'executor' | 'timings'>>;

export interface ComposeOptions {
  config: Config;
  logger: Logger;
  /** Refuses to start with a plug-in that has a fault, instead of going on without it. */
  strictPlugins?: boolean | undefined;
  channels?: ChannelsForTests | undefined;
}

export interface Composed {
  readonly kernel: Kernel;
  readonly tokens: Tokens;
  readonly metrics: Registry;
  readonly domains: ReturnType<typeof createDomains>;
  /** With the fields of plug-ins. */
  readonly schema: GraphQLSchema;
}

/** The domains and channels on a database, and the graph that they make. Nothing runs yet. */
export async function compose(db: Database, options: ComposeOptions): Promise<Composed> {
  const { config, logger, channels: given } = options;
  const policy = new Policy();
  policy.define((allow) => allow('read', 'Node'));
  const kernel: Kernel = {
    db,
    policy,
    nodes: new NodeRegistry(),
    events: new EventKinds(),
    privacy: createPrivacy(new Map([[1, config.secret]]), 1),
    clock: systemClock,
    logger,
    demo: config.seed === 'demo',
  };
  const tokens = createTokens(config.secret);
  const metrics = new Registry();
  const loaded = await loadPlugins(config.plugins);
  const domains = createDomains(kernel, {
    tokens,
    config,
    channels: {
      executor: given?.executor,
      timings: given?.timings,
      plugins: [...(given?.plugins ?? shippedPlugins), ...loaded.plugins],
      allowPrivate: config.pluginPrivateAddresses,
      registry: metrics,
    },
  });
  const graph = buildGraph(
    domains.all.flatMap((d) => d.resolvers),
    domains.all.flatMap((d) => d.orphanedTypes ?? []),
  );
  const { schema, faults } = domains.channels.register(graph);
  const all = [...loaded.faults, ...faults];
  if (options.strictPlugins && all.length > 0) {
    await stopDomains(domains);
    throw new Error(`plug-ins with faults:\n${all.map((fault) => `  ${fault}`).join('\n')}`);
  }
  // The server runs on without them.
  for (const fault of all) logger.error(`plug-in left out: ${fault}`);
  return { kernel, tokens, metrics, domains, schema };
}

/** The last first: what channels have at work needs the domains. */
export async function stopDomains({ all }: ReturnType<typeof createDomains>): Promise<void> {
  for (const domain of all.toReversed()) await domain.stop?.();
}
