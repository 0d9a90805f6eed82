import type { Chime } from './local-bell.js';

/** One life of the two connections to Redis: it ends with either of them, and another is opened. */
export interface RedisSession {
  /** Whether channels are sharded (Redis 7), or plain ones. */
  readonly sharded: boolean;
  /** Settles when the session is over, with the reason. */
  readonly over: Promise<Error>;
  /** @throws when Redis refuses, or when the session ends before it answers */
  publish(chime: Chime, message: string): Promise<void>;
  close(): void;
}

const CHIMES = ['pending', 'fed'] as const;
// The braces put both into one shard.
const channelOf = (chime: Chime) => `yizhan:{bell}:${chime}`;

const OPTIONS = {
  RESP: 2,
  disableOfflineQueue: true,
  commandsQueueMaxLength: 64,
  // With one ping and one publish a chime unanswered nothing more is written, so that silence ends the connection.
  pingInterval: 1_000,
  socket: { reconnectStrategy: false, connectTimeout: 2_000, socketTimeout: 2_500 },
} as const;

/** Connects, decides how this server is to be spoken to, and listens, until `signal` aborts. @throws when Redis is away or refuses */
export async function openRedisSession(
  url: string,
  hear: (chime: Chime, message: string) => void,
  signal: AbortSignal,
): Promise<RedisSession> {
  // Here, as its commands are a fifth of all that a process loads, and most have no Redis.
  const { createClient } = await import('redis');
  signal.throwIfAborted();
  const publisher = createClient({ url, ...OPTIONS });
  const subscriber = createClient({ url, ...OPTIONS });
  const { promise: over, resolve: end } = Promise.withResolvers<Error>();
  for (const client of [publisher, subscriber]) client.on('error', end);
  const close = () => {
    signal.removeEventListener('abort', close);
    for (const client of [publisher, subscriber]) client.destroy();
    end(new Error('the session was closed'));
  };
  signal.addEventListener('abort', close);
  try {
    await Promise.all([publisher.connect(), subscriber.connect()]);
    const listen = (how: 'sSubscribe' | 'subscribe') =>
      Promise.all(CHIMES.map((chime) => subscriber[how](channelOf(chime), (message) => hear(chime, message))));
    const sharded = await mayShard(publisher);
    await listen(sharded ? 'sSubscribe' : 'subscribe');
    return {
      sharded,
      over,
      close,
      publish: async (chime, message) =>
        void (await publisher[sharded ? 'sPublish' : 'publish'](channelOf(chime), message)),
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Not on a cluster: its nodes pass plain messages to each other, while a shard's channel is known to its own node alone, and
 * we speak to one node. Whoever hides these commands gets plain channels.
 */
async function mayShard(client: { sendCommand(args: string[]): Promise<unknown> }): Promise<boolean> {
  const ask = (...args: string[]) => client.sendCommand(args).catch(() => null);
  const [known, cluster] = await Promise.all([
    ask('COMMAND', 'INFO', 'ssubscribe', 'spublish'),
    ask('INFO', 'cluster'),
  ]);
  const offered = Array.isArray(known) && known.length === 2 && known.every((command) => command !== null);
  return offered && !String(cluster).includes('cluster_enabled:1');
}
