/** What survives a restart: the items and the cursor they are true for, and of which feed. Plain JSON. */
export interface Kept {
  /** Address, document and variables: the cursor of another filter is worth nothing. */
  feed: string;
  cursor: string;
  items: readonly unknown[];
}

/** Where a feed keeps its state. One feed has one keep of its own. */
export interface Keep {
  /** What was last saved; null for nothing. What it throws, or answers torn, is warned of, and the feed starts anew. */
  load(): unknown;
  /** Puts the whole state in the place of the old one, or leaves the old one. Called one at a time. */
  save(kept: Kept): void | Promise<void>;
}

/** Keeps for as long as the program runs: each start begins with a snapshot. */
export function memoryKeep(): Keep {
  let kept: Kept | null = null;
  return { load: () => kept, save: (next) => void (kept = next) };
}

/** What `localStorage` and `sessionStorage` offer. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Keeps in a browser's storage, under a key of its own. */
export function storageKeep(storage: TextStorage, key: string): Keep {
  return {
    load: () => JSON.parse(storage.getItem(key) ?? 'null') as unknown,
    save: (kept) => storage.setItem(key, JSON.stringify(kept)),
  };
}

/** Names a feed by all that its cursor depends on. The host is none of it: a county may move to another. */
export function nameFeed(url: string, query: string, variables: Record<string, unknown>): string {
  const { after: _, ...filter } = variables;
  return JSON.stringify([new URL(url).pathname, query, filter]);
}

/** Whether it has the shape that `save` was given. */
export function isKept(value: unknown): value is Kept {
  const { feed, cursor, items } = (value ?? {}) as Partial<Kept>;
  const whole = (item: unknown) => {
    const { id, version } = (item ?? {}) as { id?: unknown; version?: unknown };
    return typeof id === 'string' && typeof version === 'number';
  };
  return typeof feed === 'string' && typeof cursor === 'string' && Array.isArray(items) && items.every(whole);
}
