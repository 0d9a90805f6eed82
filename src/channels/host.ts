import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { startConsumer, type Bell, type Consumer } from '../platform/events/index.js';
import type { Recurring } from '../platform/jobs/index.js';
import type { Kernel } from '../domains/kernel.js';
import type { AnyChannel } from '../plugin-kit/index.js';
import { channelRules } from './channels.policy.js';
import { CHANNELS, mountChannels } from './http/mount-channels.js';
import { putEverything, putEvents } from './outbox/outbox-store.js';
import { createParts, type ChannelsOptions } from './parts.js';
import type { GraphPort } from './ports.js';
import { createChannelPruning } from './prune.js';
import { startPump, type Pump } from './pump.js';
import { registerPlugins } from './registry/register-plugins.js';
import { createAddedResolver } from './registry/resolve-added.js';
import { channelResolvers } from './resolvers.js';

export interface StartOptions {
  readonly graph: GraphPort;
  readonly bell: Bell;
  readonly http: FastifyInstance;
  /** Whether this process works on what is due; any process takes requests. */
  readonly works: boolean;
}

/** What the outbox is written from. */
const EVENTS = ['stock', 'product', 'order', 'refund', 'kiosk'];

/** The host of channels: what the app composes, mounts and stops. */
export interface Channels {
  readonly resolvers: readonly object[];
  readonly recurring: readonly Recurring[];
  readonly plugins: ReadonlyMap<string, AnyChannel>;
  /** Registers the plug-ins: answers the graph with their fields, and what is wrong with those that were left out. */
  register(graph: GraphQLSchema): { schema: GraphQLSchema; faults: readonly string[] };
  start(options: StartOptions): Promise<void>;
  /** Works on all that is due now, the log included; resolves when it is done. */
  drain(): Promise<void>;
  /** Looks how every connection does, now. */
  checkHealth(): Promise<void>;
  stop(): Promise<void>;
}

export function createChannels(kernel: Kernel, options: ChannelsOptions): Channels {
  const { db, policy, logger } = kernel;
  let bound: GraphPort | undefined;
  const graph: GraphPort = {
    query: (...given) => bound!.query(...given),
    selectionFaults: (...given) => bound!.selectionFaults(...given),
  };
  const pumps: Pump[] = [];
  const wake = () => pumps.forEach((pump) => pump.wake());
  const parts = createParts(kernel, options, graph, wake);
  const { sql, plugins, inbox, outbox, rounds, health, timings, rights } = parts;
  policy.define(channelRules);
  let consumer: Consumer | undefined;
  return {
    plugins,
    resolvers: channelResolvers(kernel, parts, { graph, tokens: options.tokens, wake }),
    recurring: [
      { name: 'channels.health', everySeconds: timings.healthSeconds, work: () => health.check() },
      createChannelPruning(sql),
    ],
    register: (schema) => {
      rights.bind(schema);
      const registered = registerPlugins(options.plugins, schema, createAddedResolver({ ...parts, graph }), rights);
      for (const [id, plugin] of registered.plugins) plugins.set(id, plugin);
      return registered;
    },
    start: async ({ graph: started, bell, http, works }) => {
      bound = started;
      const { book, calls, lines, intake, inboxStore: store, figures } = parts;
      await mountChannels(http, {
        calls,
        intake,
        store,
        inbox,
        logger,
        wake,
        book,
        lines,
        plugins,
        told: figures.told,
      });
      parts.budget.start(http.server, CHANNELS);
      if (!works) return;
      for (const [name, part] of Object.entries({ inbox, outbox, rounds }))
        pumps.push(startPump({ name, everyMs: timings.lookMs, logger, look: () => part.startDue() }));
      consumer = startOutbox(bell);
      health.checkSoon();
    },
    drain: async () => {
      await consumer?.drain();
      for (const pump of pumps) await pump.drain();
    },
    checkHealth: () => health.check(),
    stop: async () => {
      parts.interrupt();
      await consumer?.stop();
      await Promise.all(pumps.map((pump) => pump.stop()));
      await parts.close();
    },
  };

  function startOutbox(bell: Bell): Consumer {
    let put = false;
    return startConsumer({
      ...{ db, bell, logger, name: 'channels.outbox', kinds: EVENTS, lost: putEverything },
      handle: async (tx, events) => {
        await putEvents(tx, events);
        put = true;
      },
      handled: () => {
        if (put) wake();
        put = false;
      },
    });
  }
}
