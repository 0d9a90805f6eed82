import type { Database } from '../persistence/index.js';

/** How long kept rows are believed: a place renamed in another process is seen after so long. */
const BELIEVED_MS = 5_000;

interface Kept<Row> {
  rows: ReadonlyMap<unknown, Row>;
  until: number;
}

/** All rows of a small table that changes rarely, by key, for each database: parents of nearly everything need no join. */
export class KeptRows<Row extends object> {
  private readonly kept = new WeakMap<Database, Kept<Row>>();
  private readonly loading = new WeakMap<Database, Promise<void>>();

  constructor(private readonly load: (db: Database) => Promise<ReadonlyMap<unknown, Row>>) {}

  /** Resolves at once while what is kept is believed; the first caller after that reads the table for all. */
  ready(db: Database): Promise<void> | undefined {
    if ((this.kept.get(db)?.until ?? 0) > Date.now()) return undefined;
    let loading = this.loading.get(db);
    if (!loading) {
      loading = this.load(db)
        .then((rows) => void this.kept.set(db, { rows, until: Date.now() + BELIEVED_MS }))
        .finally(() => this.loading.delete(db));
      this.loading.set(db, loading);
    }
    return loading;
  }

  /** Undefined where there is none, or where it came after the table was read. */
  get(db: Database, key: unknown): Row | undefined {
    return this.kept.get(db)?.rows.get(key);
  }
}

/** Gives each row its parent in the same table as a field, once: parents of kept rows are kept themselves. */
export function linkParents(rows: ReadonlyMap<unknown, object>, field: string, foreignKey: string): void {
  for (const row of rows.values()) {
    const parent = rows.get((row as Record<string, unknown>)[foreignKey]);
    if (parent) Object.assign(row, { [field]: parent });
  }
}
