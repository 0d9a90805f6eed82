import { createClient } from 'redis';
import type { Logger } from 'pino';

/** `pending`: a transaction wrote events. `fed`: the log reaches at least this position. */
export type Chime = 'pending' | 'fed';

/** Says "there is more" and nothing else: a lost chime costs latency, never an event, for every listener polls as well. */
export interface Bell {
  ring(chime: Chime, pos: number): void;
  on(chime: Chime, listener: (pos: number) => void): () => void;
  close(): Promise<void>;
}

/** The bell of one process. */
export function createLocalBell(): Bell {
  const listeners = { pending: new Set<(pos: number) => void>(), fed: new Set<(pos: number) => void>() };
  return {
    ring: (chime, pos) => listeners[chime].forEach((listener) => listener(pos)),
    on: (chime, listener) => {
      listeners[chime].add(listener);
      return () => void listeners[chime].delete(listener);
    },
    close: async () => undefined,
  };
}

const channelOf = (chime: Chime) => `yizhan:bell:${chime}`;

/** The bell of several processes over Redis. It rings at home at once and abroad when Redis is there. */
export async function createRedisBell(url: string, logger: Logger): Promise<Bell> {
  const home = createLocalBell();
  const publisher = createClient({ url, disableOfflineQueue: true });
  const subscriber = publisher.duplicate();
  let reachable = true;
  const report = (error: Error) => {
    if (reachable) logger.warn({ err: error }, 'redis is away: the event log is polled once a second until it is back');
    reachable = false;
  };
  const back = () => {
    if (!reachable) logger.info('redis is back');
    reachable = true;
  };
  publisher.on('error', report).on('ready', back);
  subscriber.on('error', report);
  const id = process.pid.toString(36) + Date.now().toString(36);
  const connect = async () => {
    await publisher.connect();
    await subscriber.connect();
    for (const chime of ['pending', 'fed'] as const) {
      await subscriber.subscribe(channelOf(chime), (message) => {
        const [from, pos] = message.split(' ');
        if (from !== id) home.ring(chime, Number(pos));
      });
    }
  };
  // The server starts without Redis as well: the client keeps trying by itself.
  void connect().catch(report);
  return {
    ...home,
    ring: (chime, pos) => {
      home.ring(chime, pos);
      if (publisher.isReady) publisher.publish(channelOf(chime), `${id} ${pos}`).catch(report);
    },
    close: async () => {
      for (const client of [subscriber, publisher]) if (client.isOpen) client.destroy();
    },
  };
}
