import {
  followFeed,
  memoryKeep,
  type Feed,
  type FeedEvent,
  type FeedOptions,
  type FeedState,
} from '../../src/client/index.js';

export interface Crate {
  id: string;
  version: number;
  left: number;
}

export interface Follower {
  readonly feed: Feed<Crate>;
  readonly states: FeedState[];
  readonly warnings: string[];
  /** Waits for a state that has come or comes. */
  reached(test: (state: FeedState) => boolean): Promise<FeedState>;
}

/** The scripted feed: `feed` answers a union of its messages. */
export const FEED = 'subscription($after: Cursor) { feed(after: $after) { __typename } }';

const feeds: Feed<Crate>[] = [];

/** Waits are some milliseconds, each half of its bound. */
export const QUICK = { firstMs: 8, maxMs: 64, healthyMs: 5_000, random: () => 0.5 };

/** Follows a feed and writes down what it tells of itself. `closeFollowers` closes all. */
export function follow(url: string, options: Partial<FeedOptions<Crate>> = {}): Follower {
  const states: FeedState[] = [];
  const warnings: string[] = [];
  const waiting = new Set<() => void>();
  const feed = followFeed<Crate>({
    url,
    query: FEED,
    keep: memoryKeep(),
    retry: QUICK,
    onState: (state) => {
      states.push(state);
      for (const check of [...waiting]) check();
    },
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  feeds.push(feed);
  return {
    feed,
    states,
    warnings,
    reached: (test) =>
      new Promise((resolve) => {
        const check = () => {
          const found = states.find(test);
          if (!found) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
}

export async function closeFollowers(): Promise<void> {
  await Promise.all(feeds.splice(0).map((feed) => feed.close()));
}

export const crate = (id: string, version: number, left = version): Crate => ({ id, version, left });

export const snapshot = (cursor: string, items: Crate[], complete = true) => ({ cursor, complete, items });

export const change = (cursor: string, item: Crate) => ({ cursor, sequence: Number(cursor.slice(1)), item });

export const gone = (cursor: string, id: string) => ({ cursor, sequence: Number(cursor.slice(1)), id });

/** The next event, which has to come. */
export async function nextOf(iterator: AsyncIterator<FeedEvent<Crate>>): Promise<FeedEvent<Crate>> {
  const { done, value } = await iterator.next();
  if (done) throw new Error('the feed has ended');
  return value;
}

export const heldBy = ({ items }: Feed<Crate>): string[] =>
  [...items.values()].map(({ id, version }) => `${id}${version}`);
