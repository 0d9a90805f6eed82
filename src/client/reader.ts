import type { Step } from './held.js';
import type { FeedItem } from './message.js';
import { type FeedEvent, Unread } from './unread.js';

type Items<Item extends FeedItem> = ReadonlyMap<string, Item>;

/** The side of a feed that is read: its events one by one, and what waits for a state of the items. */
export class Reader<Item extends FeedItem> implements AsyncIterator<FeedEvent<Item>> {
  readonly unread: Unread<Item>;
  private over: { error?: Error; told: boolean } | null = null;
  private readonly waiting = new Set<() => void>();

  /** `items` answers what is held now; `close` ends the feed. */
  constructor(
    private readonly items: () => Items<Item>,
    private readonly close: () => Promise<void>,
  ) {
    this.unread = new Unread(items);
  }

  add(step: Step<Item>): void {
    this.unread.add(step);
    this.wake();
  }

  tellWhole(fresh: boolean): void {
    this.unread.tellWhole(fresh);
    this.wake();
  }

  /** Closed, there is nothing more to read; after an error, what came before it, and then the error. */
  end(error?: Error): void {
    if (this.over) return;
    this.over = { ...(error && { error }), told: !error };
    if (!error) this.unread.clear();
    this.wake();
  }

  async next(): Promise<IteratorResult<FeedEvent<Item>>> {
    for (;;) {
      const value = this.unread.take();
      if (value) return { done: false, value };
      if (this.over) {
        const { error, told } = this.over;
        this.over.told = true;
        if (error && !told) throw error;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** A `for await` that is left ends the feed. */
  async return(): Promise<IteratorResult<FeedEvent<Item>>> {
    await this.close();
    return { done: true, value: undefined };
  }

  async until(test: (items: Items<Item>) => boolean, signal?: AbortSignal): Promise<void> {
    while (!test(this.items())) {
      signal?.throwIfAborted();
      if (this.over) throw this.over.error ?? new Error('the feed was closed');
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  private wake(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const resolve of woken) resolve();
  }
}
