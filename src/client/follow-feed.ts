import { PATIENT, type Retry, waitMs } from './backoff.js';
import type { Feed, FeedOptions, FeedState } from './feed.types.js';
import { Held } from './held.js';
import { isKept, type Kept, nameFeed } from './keep.js';
import { type Ended, type Line, openLine, type Patience, wordsOf } from './line.js';
import { FeedError, type FeedItem, isRefusal, mayPass, readByShape } from './message.js';
import { pause } from './pause.js';
import { Reader } from './reader.js';
import { Saver } from './saver.js';
import { askToken } from './token.js';

const PATIENCE: Patience = { connectMs: 20_000, pingMs: 15_000, pongMs: 15_000 };
/** Close codes that say that a token is not good: ours, and that of servers which answer 4401. */
const REFUSALS = new Set([4401, 4403]);

/** Follows a feed from where `keep` left off, for ever. Throws a TypeError for an address that is none. */
export function followFeed<Item extends FeedItem>(options: FeedOptions<Item>): Feed<Item> {
  return new FollowedFeed(options);
}

class FollowedFeed<Item extends FeedItem> implements Feed<Item> {
  state: FeedState = { is: 'connecting', attempt: 1 };
  private readonly held = new Held<Item>();
  private readonly reader = new Reader<Item>(
    () => this.held.items,
    () => this.close(),
  );
  private readonly saver: Saver;
  private readonly url: string;
  private readonly name: string;
  private readonly retry: Retry;
  private readonly patience: Patience;
  private readonly closing = new AbortController();
  private line: Line | null = null;
  private readonly running: Promise<void>;

  constructor(private readonly options: FeedOptions<Item>) {
    const { url, query, variables = {}, keep, retry, patience } = options;
    this.url = new URL(url.replace(/^http/, 'ws')).href;
    if (!/^wss?:/.test(this.url)) throw new TypeError(`no address of a graph: ${url}`);
    this.name = nameFeed(this.url, query, variables);
    this.saver = new Saver(keep, (warning) => this.warn(warning));
    this.retry = { ...PATIENT, ...retry };
    this.patience = { ...PATIENCE, ...patience };
    this.running = this.run();
  }

  get items(): ReadonlyMap<string, Item> {
    return this.held.items;
  }

  get cursor(): string | null {
    return this.held.cursor;
  }

  until(test: (items: ReadonlyMap<string, Item>) => boolean, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    return this.reader.until(test, signal);
  }

  [Symbol.asyncIterator](): Reader<Item> {
    return this.reader;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.line?.cut();
    this.reader.end();
    await this.running;
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private async run(): Promise<void> {
    let error: Error | undefined;
    try {
      await this.restore();
      for (let failures = 0; !this.closed;) failures = await this.attempt(failures);
    } catch (thrown) {
      error = thrown as Error;
    }
    await this.saver.flush();
    this.reader.end(error);
    this.state = error ? { is: 'ended', error } : { is: 'ended' };
    this.options.onState?.(this.state);
  }

  private async restore(): Promise<void> {
    try {
      const kept = await this.options.keep.load();
      if (kept == null || this.closed) return;
      if (!isKept(kept)) return this.warn('what was kept is no state of a feed: starting anew');
      if (kept.feed !== this.name) return this.warn('what was kept is of another feed: starting anew');
      this.held.restore(kept.items as Item[], kept.cursor);
      this.reader.tellWhole(false);
    } catch (error) {
      this.warn(`what was kept cannot be read, starting anew: ${(error as Error).message}`);
    }
  }

  /** One connection, and the wait after it. Answers the count of failures in a row. */
  private async attempt(failures: number): Promise<number> {
    this.enter({ is: 'connecting', attempt: failures + 1 });
    const { heldMs, ended } = await this.connect();
    this.held.lineBroke();
    if (this.closed) return failures;
    if (ended.by === 'fault') throw ended.error;
    if (ended.by === 'errors' && !mayPass(ended.errors))
      throw new FeedError(`the server refuses the subscription: ${wordsOf(ended)}`, ended.errors);
    const now = heldMs >= this.retry.healthyMs ? 1 : failures + 1;
    const delayMs = waitMs(now, this.retry);
    this.enter({
      is: 'waiting',
      delayMs,
      reason: wordsOf(ended),
      refused: ended.by === 'errors' ? isRefusal(ended.errors) : ended.by === 'close' && REFUSALS.has(ended.code),
      ...(ended.by === 'close' && { code: ended.code }),
    });
    await pause(delayMs, this.closing.signal);
    return now;
  }

  private async connect(): Promise<{ heldMs: number; ended: Ended }> {
    let token: string | undefined;
    try {
      token = await askToken(this.options.token, this.patience.connectMs, this.closing.signal);
    } catch (error) {
      return { heldMs: 0, ended: { by: 'silence', reason: `no token: ${(error as Error).message}` } };
    }
    if (this.closed) return { heldMs: 0, ended: { by: 'cut' } };
    let since = Infinity;
    this.line = openLine({
      url: this.url,
      query: this.options.query,
      variables: { ...this.options.variables, after: this.held.cursor },
      token,
      webSocketImpl: this.options.webSocketImpl,
      patience: this.patience,
      onConnected: () => {
        since = performance.now();
        this.enter({ is: 'following' });
      },
      onData: (data) => this.take(data),
    });
    const ended = await this.line.ended;
    return { heldMs: performance.now() - since, ended };
  }

  private take(data: Record<string, unknown>): void {
    const told = (this.options.read ?? readByShape<Item>)(data);
    if (!told) return;
    const before = this.held.cursor;
    const step = this.held.take(told);
    if (step) this.reader.add(step);
    if (this.held.cursor !== null && this.held.cursor !== before) this.saver.put(() => this.kept());
  }

  /** Null within a resync: what is held has no cursor then. */
  private kept(): Kept | null {
    const { cursor, items } = this.held;
    return cursor === null ? null : { feed: this.name, cursor, items: [...items.values()] };
  }

  private enter(state: FeedState): void {
    this.state = state;
    this.options.onState?.(state);
  }

  private warn(warning: string): void {
    this.options.onWarning?.(warning);
  }
}
