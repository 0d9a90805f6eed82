import type { Retry } from './backoff.js';
import type { Keep } from './keep.js';
import type { Patience } from './line.js';
import type { FeedItem, Told } from './message.js';
import type { Token } from './token.js';
import type { FeedEvent } from './unread.js';

export interface FeedOptions<Item extends FeedItem> {
  /** The graph's address; `http` is taken as `ws`. */
  url: string;
  /** A subscription with a variable `$after: Cursor`, which selects one feed: `stockChanges`, `orderChanges`, … */
  query: string;
  /** The other variables. */
  variables?: Record<string, unknown>;
  token?: Token;
  keep: Keep;
  /** The global WebSocket unless told. */
  webSocketImpl?: unknown;
  retry?: Partial<Retry>;
  patience?: Partial<Patience>;
  /** For a feed whose messages are of another shape. */
  read?: (data: Record<string, unknown>) => Told<Item> | null;
  onState?: (state: FeedState) => void;
  /** What went wrong and harmed nothing: a state that could not be read or kept. */
  onWarning?: (warning: string) => void;
}

export type FeedState =
  /** `attempt` is one more than the failures in a row: 1 only at the start. */
  | { is: 'connecting'; attempt: number }
  | { is: 'following' }
  /** The line is gone: tried again in `delayMs`. `refused` if the token is not good (any more): give a new one. */
  | { is: 'waiting'; delayMs: number; reason: string; refused: boolean; code?: number }
  /** Without an error: it was closed. */
  | { is: 'ended'; error?: Error };

/** A feed that is followed until it is closed. Iterate it once: its events are told to one reader. */
export interface Feed<Item extends FeedItem> extends AsyncIterable<FeedEvent<Item>> {
  /** All that is held, by id: the newest state that came. */
  readonly items: ReadonlyMap<string, Item>;
  /** Where it stands; null before the first snapshot and after a resync. */
  readonly cursor: string | null;
  readonly state: FeedState;
  /** Resolves when the items satisfy the test, now or later. Rejects when the feed ends or the signal is given. */
  until(test: (items: ReadonlyMap<string, Item>) => boolean, options?: { signal?: AbortSignal }): Promise<void>;
  /** Ends it; resolves when the newest state is kept. */
  close(): Promise<void>;
}
