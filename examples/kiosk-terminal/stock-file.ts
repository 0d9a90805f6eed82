import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StockStateFragment } from '../generated/graph.js';

interface Kept {
  siteCode: string;
  cursor: string | null;
  items: StockStateFragment[];
}

/** What a terminal knows of its stock, with the cursor it is true for: both on disk in one file, so that they agree. */
export class StockFile {
  readonly items = new Map<string, StockStateFragment>();
  cursor: string | null = null;

  constructor(
    private readonly path: string,
    private readonly siteCode: string,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    const kept = read(path);
    // A cursor goes with the filter it was given for: of another site it is worth nothing.
    if (kept?.siteCode !== siteCode) return;
    this.cursor = kept.cursor;
    for (const item of kept.items) this.items.set(item.id, item);
  }

  /** Of two states of an item the one with the higher version is newer: a repeat or a late one changes nothing. */
  apply(items: readonly StockStateFragment[], cursor: string): void {
    for (const item of items) {
      if (item.version > (this.items.get(item.id)?.version ?? 0)) this.items.set(item.id, item);
    }
    this.cursor = cursor;
    this.write();
  }

  forget(): void {
    this.items.clear();
    this.cursor = null;
    this.write();
  }

  /** Written beside and renamed: a terminal that loses power keeps the old file or the new one, never half of one. */
  private write(): void {
    const kept: Kept = { siteCode: this.siteCode, cursor: this.cursor, items: [...this.items.values()] };
    writeFileSync(`${this.path}.new`, JSON.stringify(kept));
    renameSync(`${this.path}.new`, this.path);
  }
}

function read(path: string): Kept | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
