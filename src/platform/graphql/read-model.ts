import { createHash } from 'node:crypto';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Database } from '../persistence/index.js';
import { loaderOf, type RequestContext } from './context.js';
import { globalId } from './global-id.js';
import { selectionOf, type Selection } from './look-ahead.js';

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
  /** Derives fields from the columns that were read, such as a decimal string from steps. */
  readonly finish?: (row: never) => void;
}

/** To one: a JOIN in the same statement, outside the inner query that holds the LIMIT. */
interface Relation {
  readonly target: ReadModel<object>;
  readonly foreignKey: string;
  readonly join: (from: string, to: string) => string;
}

/** To many, or from another domain: one batched load for the whole page. */
interface Load<Row> {
  readonly load: (rows: readonly Row[], context: RequestContext, below: Selection) => Promise<void>;
}

interface Plan<Row> {
  readonly name: string;
  readonly select: string;
  readonly joins: string;
  readonly build: (values: readonly unknown[]) => Row | null;
  readonly loads: readonly { field: string; load: Load<Row>['load']; below: Selection }[];
}

interface Draft {
  columns: string[];
  joins: string[];
  aliases: number;
}

const MAX_NAMED = 1_000;
const named = new Set<string>();

/** Statements are prepared by name, but only so many: documents are the client's, a server's memory is not. */
function statementName(text: string): string | undefined {
  const name = `r${createHash('sha1').update(text).digest('base64url').slice(0, 20)}`;
  if (named.has(name)) return name;
  if (named.size >= MAX_NAMED) return undefined;
  named.add(name);
  return name;
}

/**
 * Reads rows of one type with just the columns, parents and children that a query selects, in one statement and one batch
 * per contributed field. Knows no domain: each domain contributes its own fields. A row's relation that was not read ahead
 * (aliased twice, or the row came from elsewhere) is a method on its prototype that asks a batch loader, so that graphql's
 * default resolver serves both.
 */
export class ReadModel<Row extends object> {
  private readonly relations = new Map<string, Relation>();
  private readonly loads = new Map<string, Load<Row>>();
  private readonly plans = new WeakMap<FieldNode, Map<string, Plan<Row>>>();
  private readonly RowClass = class {};
  private full: Plan<Row> | undefined;

  constructor(readonly spec: ReadModelSpec) {}

  /** Declares a to-one field. `join` gets the two aliases, such as `(p, v) => \`left join place ${v} on …\``. */
  one<Target extends object>(
    field: string,
    target: ReadModel<Target>,
    foreignKey: string,
    join: (from: string, to: string) => string,
  ): this {
    this.claim(field);
    this.relations.set(field, { target: target as unknown as ReadModel<object>, foreignKey, join });
    return this.fallback(field, (row, context, info) => {
      const key = (row as Record<string, unknown>)[foreignKey] as string | number | null | undefined;
      if (key === null || key === undefined) return null;
      return target.knownByKey(info) ? target.row({ [target.spec.key]: key }) : target.byKey(context, key);
    });
  }

  /** A row from values at hand, such as an event's. What it lacks and a query asks for, it loads. */
  row(values: object): Row {
    const row = Object.assign(new this.RowClass(), values) as Record<string, unknown>;
    const { type, typeOf, key, finish } = this.spec;
    row['id'] ??= globalId(typeOf ? typeOf(row as never) : type, row[key] as string | number);
    finish?.(row as never);
    return row as Row;
  }

  /** Whether a field asks for nothing but what the key tells. */
  knownByKey(info: GraphQLResolveInfo): boolean {
    return !this.spec.typeOf && Object.keys(selectionOf(info)).every((f) => f === 'id' || f === '__typename' || f === this.spec.key);
  }

  /** Contributes a field that one call of `load` fills on every row of a page (a missing value as null). */
  contribute(field: string, load: Load<Row>['load']): this {
    this.claim(field);
    this.loads.set(field, { load });
    return this.fallback(field, async (row, context) => {
      const filled = await loaderOf<Row, unknown>(context, `${this.spec.type}.${field}`, async (rows) => {
        const shadows = rows.map((r) => Object.create(r, { [field]: { value: null, writable: true } }) as Row);
        await load(shadows, context, {});
        return shadows.map((s) => (s as Record<string, unknown>)[field] ?? null);
      }).load(row);
      return filled;
    });
  }

  /**
   * Rows of `source`, an inner select of this table's columns with its own filter, order and LIMIT; `order` is repeated
   * outside over the alias `t`.
   */
  async fetch(context: RequestContext, node: FieldNode, selection: Selection, source: string, order: string, values: readonly unknown[]): Promise<Row[]> {
    const plan = this.planFor(node, selection);
    const text = `select ${plan.select} from (${source}) t ${plan.joins} order by ${order}`;
    const rows = await this.run(context.db, plan, text, values);
    if (rows.length > 0) await Promise.all(plan.loads.map(({ load, below }) => load(rows, context, below)));
    return rows;
  }

  /** The whole row of a key, batched within the request; null where there is none. */
  byKey(context: RequestContext, key: string | number): Promise<Row | null> {
    return loaderOf<string | number, Row | null>(context, this.spec.type, (keys) => this.byKeys(context.db, keys)).load(key);
  }

  /** Whole rows in the order of their keys, null for a missing one. */
  async byKeys(db: Database, keys: readonly (string | number)[]): Promise<(Row | null)[]> {
    const plan = (this.full ??= this.plan(undefined));
    const key = this.columnSql(this.spec.key, 't');
    const rows = await this.run(db, plan, `select ${plan.select} from ${this.spec.table} t where ${key} = any($1)`, [keys]);
    const byKey = new Map(rows.map((row) => [String((row as Record<string, unknown>)[this.spec.key]), row]));
    return keys.map((k) => byKey.get(String(k)) ?? null);
  }

  private async run(db: Database, plan: Plan<Row>, text: string, values: readonly unknown[]): Promise<Row[]> {
    const name = statementName(text);
    const result = await db.pool.query<unknown[]>({ ...(name ? { name } : {}), text, values: values as unknown[], rowMode: 'array' });
    return result.rows.map((row) => plan.build(row) as Row);
  }

  private planFor(node: FieldNode, selection: Selection): Plan<Row> {
    const plans = this.plans.get(node) ?? new Map<string, Plan<Row>>();
    if (plans.size === 0) this.plans.set(node, plans);
    let plan = plans.get(this.spec.type);
    if (!plan) plans.set(this.spec.type, (plan = this.plan(selection)));
    return plan;
  }

  private plan(selection: Selection | undefined): Plan<Row> {
    const draft: Draft = { columns: [], joins: [], aliases: 0 };
    const build = this.lay(selection, 't', draft);
    const loads = selection
      ? [...this.loads].flatMap(([field, { load }]) =>
          selection[field]?.times === 1 ? [{ field, load, below: selection[field].below }] : [],
        )
      : [];
    return { name: this.spec.type, select: draft.columns.join(', '), joins: draft.joins.join(' '), build, loads };
  }

  /** Lays this type's columns and joins into the draft; answers the function that builds a row from its values. */
  private lay(selection: Selection | undefined, alias: string, draft: Draft): Plan<Row>['build'] {
    const start = draft.columns.length;
    const names = Object.keys(this.spec.columns).filter((name) => this.wanted(name, selection));
    for (const name of names) draft.columns.push(this.columnSql(name, alias));
    const keyAt = start + names.indexOf(this.spec.key);
    const children = [...this.relations].flatMap(([field, { target, join }]) => {
      const chosen = selection?.[field];
      if (chosen?.times !== 1) return [];
      const childAlias = `t${++draft.aliases}`;
      draft.joins.push(join(alias, childAlias));
      return [{ field, build: target.lay(chosen.below, childAlias, draft) }];
    });
    const { type, typeOf, key, finish } = this.spec;
    return (values) => {
      if (values[keyAt] === null) return null;
      const row = new this.RowClass() as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) row[names[i]!] = values[start + i];
      row['id'] = globalId(typeOf ? typeOf(row as never) : type, row[key] as string | number);
      for (const child of children) row[child.field] = child.build(values);
      finish?.(row as never);
      return row as Row;
    };
  }

  private wanted(name: string, selection: Selection | undefined): boolean {
    const column = this.spec.columns[name]!;
    if (!selection || name === this.spec.key) return true;
    if (typeof column !== 'string' && column.always) return true;
    const fields = (typeof column !== 'string' && column.for) || [name];
    return fields.some((field) => field in selection);
  }

  private columnSql(name: string, alias: string): string {
    const column = this.spec.columns[name]!;
    return (typeof column === 'string' ? column : column.sql).replaceAll('$t', alias);
  }

  private claim(field: string): void {
    if (this.relations.has(field) || this.loads.has(field)) throw new Error(`${this.spec.type}.${field} is contributed twice`);
  }

  private fallback(field: string, answer: (row: Row, context: RequestContext, info: GraphQLResolveInfo) => unknown): this {
    Object.defineProperty(this.RowClass.prototype, field, {
      value: function (this: Row, _args: unknown, context: RequestContext, info: GraphQLResolveInfo) {
        return answer(this, context, info);
      },
      writable: true,
    });
    return this;
  }
}
