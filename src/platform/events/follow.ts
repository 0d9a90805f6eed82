import type { CursorCodec } from './cursor.js';
import type { Database } from '../persistence/index.js';
import type { Feed, FeedEvent } from './feed.js';

const PAGE = 500;
/** Further behind than this, a follower gets the newest state of each thing and not every step on the way. */
const COALESCE_BEYOND = 2_000;

/** What a subscription needs of the server it runs on. */
export interface Live {
  readonly feed: Feed;
  readonly cursors: CursorCodec;
  readonly db: Database;
}

/** Where a follower may begin: the state exactly at `pos` of the log, without what is committed but not yet in it. */
export interface Start<Item> {
  items: Item[];
  pos: number;
}

export interface FollowOptions<Item> {
  feed: Feed;
  cursors: CursorCodec;
  after: string | null | undefined;
  kind: string;
  /** The state now, with its position, read in one snapshot. */
  snapshot(): Promise<Start<Item>>;
  resync(reason: ResyncReason): Item;
  wants(event: FeedEvent): boolean;
  change(event: FeedEvent): Item;
  /** Things that only carry their newest state may be thinned out for a follower far behind. */
  coalesce: boolean;
}

export type ResyncReason = 'CURSOR_INVALID' | 'EPOCH_CHANGED' | 'PAST_RETENTION';

/**
 * Snapshot, then changes in order; with a cursor, the changes after it. A follower holds a position and one page, however
 * slow its reader is. The returned iterator ends at once when its reader leaves, also in the middle of a wait.
 */
export function follow<Item>(options: FollowOptions<Item>): AsyncIterableIterator<Item> {
  const leaving = new AbortController();
  const steps = run(options, leaving.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => steps.next(),
    throw: (error: unknown) => (leaving.abort(), steps.throw(error)),
    return: () => (leaving.abort(), steps.return(undefined)),
  };
}

async function* run<Item>(options: FollowOptions<Item>, signal: AbortSignal): AsyncGenerator<Item, undefined> {
  const { feed } = options;
  const resumed = resumeFrom(options);
  if (resumed.reason) yield options.resync(resumed.reason);
  let pos = resumed.pos;
  let epoch = feed.epoch;
  for (;;) {
    if (pos === undefined) {
      const start = await options.snapshot();
      pos = start.pos;
      yield* start.items;
    }
    await feed.beyond(pos, signal);
    if (signal.aborted || feed.isClosed) return undefined;
    if (feed.epoch !== epoch) {
      epoch = feed.epoch;
      pos = undefined;
      yield options.resync('EPOCH_CHANGED');
      continue;
    }
    const behind = feed.headPos - pos;
    const page = await feed.read(pos, options.coalesce && behind > COALESCE_BEYOND ? COALESCE_BEYOND : PAGE);
    if (page.length > 0 && page[0]!.pos !== pos + 1) {
      pos = undefined;
      yield options.resync('PAST_RETENTION');
      continue;
    }
    const wanted = page.filter((e) => e.kind === options.kind && options.wants(e));
    for (const event of options.coalesce && behind > COALESCE_BEYOND ? newestOfEach(wanted) : wanted) {
      yield options.change(event);
    }
    pos = page.at(-1)?.pos ?? pos;
  }
}

function resumeFrom<Item>({ after, cursors, feed }: FollowOptions<Item>): { pos?: number; reason?: ResyncReason } {
  if (!after) return {};
  const position = cursors.decode(after);
  if (!position) return { reason: 'CURSOR_INVALID' };
  if (position.epoch !== feed.epoch) return { reason: 'EPOCH_CHANGED' };
  if (position.pos < 0) return {};
  return { pos: position.pos };
}

function newestOfEach(events: FeedEvent[]): FeedEvent[] {
  const newest = new Map<string, FeedEvent>();
  for (const event of events) {
    newest.delete(event.subject);
    newest.set(event.subject, event);
  }
  return [...newest.values()];
}
