import type { FeedItem, Told } from './message.js';

/** What a message changed in what is held. */
export type Step<Item extends FeedItem> =
  | { type: 'snapshot' }
  | { type: 'change'; item: Item; sequence: number }
  | { type: 'gone'; item: Item; sequence: number }
  | { type: 'resync'; reason: string };

/** The items of a feed and the cursor they are true for: they only ever change together. */
export class Held<Item extends FeedItem> {
  items = new Map<string, Item>();
  cursor: string | null = null;
  /** Parts of a snapshot that is still coming. */
  private parts: Map<string, Item> | null = null;
  /** After a resync, what is held is of another count of versions: it is shown until the snapshot, but not compared. */
  private comparable = true;

  restore(items: readonly Item[], cursor: string): void {
    this.items = byId(items);
    this.cursor = cursor;
  }

  /** A part of a snapshot is worth nothing without the others: those of a line that broke are dropped. */
  lineBroke(): void {
    this.parts = null;
  }

  /** Answers what it changed; null where it changed nothing that is held. */
  take(told: Told<Item>): Step<Item> | null {
    switch (told.type) {
      case 'resync':
        this.parts = null;
        this.cursor = null;
        this.comparable = false;
        return told;
      case 'snapshot':
        this.parts ??= new Map();
        for (const item of told.items) keepNewer(this.parts, item);
        return told.complete ? this.swapIn(this.parts, told.cursor) : null;
      case 'change':
        return this.change(told);
      case 'gone':
        return this.remove(told);
    }
  }

  private swapIn(parts: Map<string, Item>, cursor: string): Step<Item> {
    if (this.comparable) {
      for (const id of parts.keys()) {
        const held = this.items.get(id);
        if (held) keepNewer(parts, held);
      }
    }
    this.items = parts;
    this.cursor = cursor;
    this.parts = null;
    this.comparable = true;
    return { type: 'snapshot' };
  }

  private change({ item, cursor, sequence }: Told<Item> & { type: 'change' }): Step<Item> | null {
    // Within a snapshot it belongs to the snapshot, and its cursor would skip the parts that are still to come.
    if (this.parts) {
      keepNewer(this.parts, item);
      return null;
    }
    this.cursor = cursor;
    return keepNewer(this.items, item) ? { type: 'change', item, sequence } : null;
  }

  private remove({ id, cursor, sequence }: Told<Item> & { type: 'gone' }): Step<Item> | null {
    if (this.parts) {
      this.parts.delete(id);
      return null;
    }
    this.cursor = cursor;
    const item = this.items.get(id);
    this.items.delete(id);
    return item ? { type: 'gone', item, sequence } : null;
  }
}

const byId = <Item extends FeedItem>(items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));

function keepNewer<Item extends FeedItem>(items: Map<string, Item>, item: Item): boolean {
  const held = items.get(item.id);
  if (held && held.version >= item.version) return false;
  items.set(item.id, item);
  return true;
}
