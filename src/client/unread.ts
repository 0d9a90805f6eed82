import type { Step } from './held.js';
import type { FeedItem } from './message.js';

/** What an iterator of a feed gives. */
export type FeedEvent<Item extends FeedItem> =
  /** All there is. `fresh` if the server sent it; otherwise kept by the last run, or told whole to a reader far behind. */
  | { type: 'snapshot'; items: ReadonlyMap<string, Item>; fresh: boolean }
  | { type: 'change'; item: Item; sequence: number }
  /** No longer part of the feed; as it last was. */
  | { type: 'gone'; item: Item; sequence: number }
  /** The cursor could not be followed. A snapshot comes; what is held is old until then. */
  | { type: 'resync'; reason: string };

/** A reader with more unread steps than this is far behind. */
const MANY = 1_000;

type Single<Item extends FeedItem> = Step<Item> & { type: 'change' | 'gone' };

/**
 * What the reader has not read yet. Who keeps up is told every step; who is far behind, the newest of each item, or all at
 * once where that is shorter. A snapshot is as of the moment it is read, so nothing queues up behind one.
 */
export class Unread<Item extends FeedItem> {
  private resync: (Step<Item> & { type: 'resync' }) | null = null;
  private snapshot: { fresh: boolean } | null = null;
  /** In the order of the feed: by number, or by item for a reader far behind. */
  private steps = new Map<number | string, Single<Item>>();
  private behind = false;
  private count = 0;

  /** `items` answers what is held now. */
  constructor(private readonly items: () => ReadonlyMap<string, Item>) {}

  add(step: Step<Item>): void {
    if (step.type === 'resync') {
      this.clear();
      this.resync = step;
    } else if (step.type === 'snapshot') this.tellWhole(true);
    else if (!this.snapshot) this.queue(step);
  }

  /** All that is held is news to the reader. */
  tellWhole(fresh: boolean): void {
    this.snapshot = { fresh };
    this.forgetSteps();
  }

  take(): FeedEvent<Item> | undefined {
    const { resync, snapshot } = this;
    if (resync) {
      this.resync = null;
      return resync;
    }
    if (snapshot) {
      this.snapshot = null;
      return { type: 'snapshot', items: new Map(this.items()), fresh: snapshot.fresh };
    }
    for (const [key, step] of this.steps) {
      this.steps.delete(key);
      return step;
    }
    this.behind = false;
    return undefined;
  }

  clear(): void {
    this.resync = null;
    this.snapshot = null;
    this.forgetSteps();
  }

  private queue(step: Single<Item>): void {
    if (!this.behind) {
      this.steps.set(this.count++, step);
      if (this.steps.size <= MANY) return;
      this.behind = true;
      const single = [...this.steps.values()];
      this.steps = new Map();
      for (const each of single) this.replace(each);
    } else this.replace(step);
    if (this.steps.size > Math.max(MANY, this.items().size)) this.tellWhole(false);
  }

  private replace(step: Single<Item>): void {
    this.steps.delete(step.item.id);
    this.steps.set(step.item.id, step);
  }

  private forgetSteps(): void {
    this.steps.clear();
    this.behind = false;
  }
}
