import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Database } from '../persistence/index.js';
import { loaderOf, type RequestContext } from './context.js';
import { KeptRows, linkParents } from './kept-rows.js';
import { selectionOf, type Selection } from './look-ahead.js';
import { layJoined, readJoined } from './read-joined.js';
import { columnSql, isWanted, type Draft, type Joined, type Load, type Plan, type ReadModelSpec } from './read-plan.js';
import { answerBy, rowClass, type RowClass } from './row-class.js';
import { statement, type Statement } from './statement.js';

/** To one: a JOIN in the same statement, outside the inner query that holds the LIMIT. */
interface Relation {
  readonly target: ReadModel<object>;
  readonly foreignKey: string;
  readonly join: (from: string, to: string) => string;
}

/**
 * Reads rows of one type with just the columns, parents and children that a query selects, in one statement and one batch
 * per contributed field. Knows no domain: each domain contributes its own fields. A row's relation that was not read ahead
 * (aliased twice, or the row came from elsewhere) is a method on its prototype that asks a batch loader, so that graphql's
 * default resolver serves both.
 */
export class ReadModel<Row extends object> {
  private readonly relations = new Map<string, Relation>();
  private readonly joined = new Map<string, Joined<Row>>();
  private readonly loads = new Map<string, Load<Row>>();
  private readonly plans = new WeakMap<FieldNode, Map<string, Plan<Row>>>();
  private readonly RowClass: RowClass;
  private full: Plan<Row> | undefined;
  readonly kept: KeptRows<Row> | undefined;

  constructor(readonly spec: ReadModelSpec) {
    this.RowClass = rowClass(spec);
    if (spec.kept) this.kept = new KeptRows((db) => this.readAll(db));
  }

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
      return target.atHand(context, info, { [target.spec.key]: key });
    });
  }

  /** A row from values at hand, such as an event's. What it lacks and a query asks for, it loads. */
  row(values: object): Row {
    const row = Object.assign(new this.RowClass(), values) as Row;
    this.spec.finish?.(row as never);
    return row;
  }

  /** The row of values at hand, its key among them, where a query asks for nothing else; otherwise the whole row, batched. */
  atHand(
    context: RequestContext,
    info: GraphQLResolveInfo,
    values: Readonly<Record<string, unknown>>,
  ): Row | Promise<Row | null> {
    const { typeOf, key } = this.spec;
    const enough =
      !typeOf && Object.keys(selectionOf(info)).every((f) => f === 'id' || f === '__typename' || f in values);
    return enough ? this.row(values) : this.byKey(context, values[key] as string | number);
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

  /** Contributes a field that comes by a join in the same statement; where it was not read ahead, by one batch. */
  contributeJoined(field: string, joined: Joined<Row>): this {
    this.claim(field);
    this.joined.set(field, joined);
    return this.fallback(field, (row, context) =>
      loaderOf<Row, unknown>(context, `${this.spec.type}.${field}`, (rows) =>
        readJoined(context.db, this.spec, joined, rows),
      ).load(row),
    );
  }

  /**
   * Rows of `source`, an inner select of this table's columns with its own filter, order and LIMIT; `order` is repeated
   * outside over the alias `t`.
   */
  async fetch(
    context: RequestContext,
    node: FieldNode,
    selection: Selection,
    source: string,
    order: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const plan = this.planFor(node, selection);
    const asked = `${source} ${order}`;
    let known = plan.statements.get(asked);
    if (!known)
      plan.statements.set(
        asked,
        (known = statement(`select ${plan.select} from (${source}) t ${plan.joins} order by ${order}`)),
      );
    const rows = await this.run(context.db, plan, known, values);
    if (rows.length > 0) await Promise.all(plan.loads.map(({ load, below }) => load(rows, context, below)));
    return rows;
  }

  /** The whole row of a key, batched within the request; null where there is none. */
  byKey(context: RequestContext, key: string | number): Promise<Row | null> {
    return loaderOf<string | number, Row | null>(context, this.spec.type, (keys) => this.byKeys(context.db, keys)).load(
      key,
    );
  }

  /** Whole rows in the order of their keys, null for a missing one. */
  async byKeys(db: Database, keys: readonly (string | number)[]): Promise<(Row | null)[]> {
    const plan = (this.full ??= this.plan(undefined));
    const key = columnSql(this.spec, this.spec.key, 't');
    const rows = await this.run(
      db,
      plan,
      statement(`select ${plan.select} from ${this.spec.table} t where ${key} = any($1)`),
      [keys],
    );
    const byKey = new Map(rows.map((row) => [String((row as Record<string, unknown>)[this.spec.key]), row]));
    return keys.map((k) => byKey.get(String(k)) ?? null);
  }

  private async run(
    db: Database,
    plan: Plan<Row>,
    { text, name }: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const reading = db.pool.query<unknown[]>({
      ...(name && { name }),
      text,
      values: values as unknown[],
      rowMode: 'array',
    });
    const [result] = await Promise.all([reading, ...plan.kept.map((kept) => kept.ready(db))]);
    return result.rows.map((row) => plan.build(row, db) as Row);
  }

  /** The whole table, each row with those of its parents that are in it too. */
  private async readAll(db: Database): Promise<ReadonlyMap<unknown, Row>> {
    const { key, table } = this.spec;
    const plan = (this.full ??= this.plan(undefined));
    const rows = (await this.run(db, plan, statement(`select ${plan.select} from ${table} t`), [])) as (Row &
      Record<string, unknown>)[];
    const byKey = new Map(rows.map((row) => [row[key], row]));
    for (const [field, { target, foreignKey }] of this.relations) {
      if ((target as object) === this) linkParents(byKey, field, foreignKey);
    }
    return byKey;
  }

  private planFor(node: FieldNode, selection: Selection): Plan<Row> {
    const plans = this.plans.get(node) ?? new Map<string, Plan<Row>>();
    if (plans.size === 0) this.plans.set(node, plans);
    let plan = plans.get(this.spec.type);
    if (!plan) plans.set(this.spec.type, (plan = this.plan(selection)));
    return plan;
  }

  private plan(selection: Selection | undefined): Plan<Row> {
    const draft: Draft = { columns: [], joins: [], aliases: 0, kept: new Set() };
    const build = this.lay(selection, 't', draft);
    const loads = selection
      ? [...this.loads].flatMap(([field, { load }]) =>
          selection[field]?.times === 1 ? [{ field, load, below: selection[field].below }] : [],
        )
      : [];
    return {
      statements: new Map(),
      select: draft.columns.join(', '),
      joins: draft.joins.join(' '),
      kept: [...draft.kept],
      build,
      loads,
    };
  }

  /** Lays this type's columns and joins into the draft; answers the function that builds a row from its values. */
  private lay(selection: Selection | undefined, alias: string, draft: Draft): Plan<Row>['build'] {
    const start = draft.columns.length;
    const names = Object.keys(this.spec.columns).filter((name) => isWanted(this.spec, name, selection));
    for (const name of names) draft.columns.push(columnSql(this.spec, name, alias));
    const keyAt = start + names.indexOf(this.spec.key);
    const children = [...this.relations].flatMap(([field, { target, join }]) => {
      const chosen = selection?.[field];
      if (chosen?.times !== 1 || target.kept) return [];
      const childAlias = `t${++draft.aliases}`;
      draft.joins.push(join(alias, childAlias));
      return [{ field, build: target.lay(chosen.below, childAlias, draft) }];
    });
    const fillJoined = layJoined(this.joined, selection, alias, draft);
    const parents = [...this.relations].flatMap(([field, { target, foreignKey }]) => {
      if (!selection?.[field] || !target.kept) return [];
      draft.kept.add(target.kept);
      return [{ field, kept: target.kept, foreignKey }];
    });
    const { finish } = this.spec;
    return (values, db) => {
      if (values[keyAt] === null) return null;
      const row = new this.RowClass() as Record<string, unknown>;
      for (let i = 0; i < names.length; i++) row[names[i]!] = values[start + i];
      for (const child of children) row[child.field] = child.build(values, db);
      for (const { field, kept, foreignKey } of parents) {
        const parent = kept.get(db, row[foreignKey]);
        if (parent) row[field] = parent;
      }
      fillJoined(row as Row, values);
      finish?.(row as never);
      return row as Row;
    };
  }

  private claim(field: string): void {
    if (this.relations.has(field) || this.joined.has(field) || this.loads.has(field))
      throw new Error(`${this.spec.type}.${field} is contributed twice`);
  }

  private fallback(
    field: string,
    answer: (row: Row, context: RequestContext, info: GraphQLResolveInfo) => unknown,
  ): this {
    answerBy(this.RowClass, field, answer);
    return this;
  }
}
