import type { Database } from '../persistence/index.js';
import type { RequestContext } from './context.js';
import type { KeptRows } from './kept-rows.js';
import type { Selection } from './look-ahead.js';
import type { Statement } from './statement.js';

/** A column: its SQL with `$t` for the table's alias, and the GraphQL fields that need it (its own name if none is said). */
export interface Column {
  readonly sql: string;
  readonly for?: readonly string[];
  /** Read with every row: keys, and what permission rests on. */
  readonly always?: true;
}

export interface ReadModelSpec {
  /** GraphQL type name; `typeOf` chooses among several (an interface's kinds). */
  readonly type: string;
  readonly typeOf?: (row: never) => string;
  readonly table: string;
  /** Property that holds the primary key; its column is `always`. */
  readonly key: string;
  readonly columns: Readonly<Record<string, string | Column>>;
  /** A small table that changes rarely: its rows are kept in memory and not joined. */
  readonly kept?: true;
  /** Derives fields from the columns that were read, such as a decimal string from steps. */
  readonly finish?: (row: never) => void;
}

/** From another domain, but at most one row each: its columns come by a join in the same statement. */
export interface Joined<Row> {
  /** As of a relation. */
  readonly join: (from: string, to: string) => string;
  /** SQL with `$t` for the joined alias. */
  readonly columns: readonly string[];
  /** Makes the field of the columns' values; they are null where nothing was joined. */
  readonly build: (values: readonly unknown[], row: Row) => unknown;
}

/** To many: one batched load for the whole page. */
export interface Load<Row> {
  readonly load: (rows: readonly Row[], context: RequestContext, below: Selection) => Promise<void>;
}

export interface Plan<Row> {
  readonly select: string;
  readonly joins: string;
  readonly build: (values: readonly unknown[], db: Database) => Row | null;
  /** What must be in memory before rows are built. */
  readonly kept: readonly KeptRows<object>[];
  readonly loads: readonly { field: string; load: Load<Row>['load']; below: Selection }[];
  /** By source and order: as many as its service has combinations of filters. */
  readonly statements: Map<string, Statement>;
}

export interface Draft {
  columns: string[];
  joins: string[];
  aliases: number;
  kept: Set<KeptRows<object>>;
}

/** Whether a selection needs a column; without one, everything is read. */
export function isWanted({ columns, key }: ReadModelSpec, name: string, selection: Selection | undefined): boolean {
  const column = columns[name]!;
  if (!selection || name === key) return true;
  if (typeof column !== 'string' && column.always) return true;
  const fields = (typeof column !== 'string' && column.for) || [name];
  return fields.some((field) => field in selection);
}

export function columnSql({ columns }: ReadModelSpec, name: string, alias: string): string {
  const column = columns[name]!;
  return (typeof column === 'string' ? column : column.sql).replaceAll('$t', alias);
}
