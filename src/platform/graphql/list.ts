import type { GraphQLResolveInfo } from 'graphql';
import { page, pageOf, type Keyset, type Page, type PageArgs } from './connection.js';
import type { RequestContext } from './context.js';
import { requestError } from './errors.js';
import { nodeSelection } from './look-ahead.js';
import type { ReadModel } from './read-model.js';

/** The rows of a list: tests on its table, called `x`, joined by `and`, with their values from `$1` on. */
export class Where {
  readonly values: unknown[] = [];
  private readonly tests: string[] = [];

  /** A test as it is; what it compares with it has pushed onto `values`. */
  and(test: string): this {
    this.tests.push(test);
    return this;
  }

  /** A test on a value by its place, such as `(n) => \`x.state = ${n}\``; left out where there is no value. */
  when<Value>(
    value: Value | null | undefined,
    test: (n: string) => string,
    as: (value: Value) => unknown = (same) => same,
  ): this {
    return value === null || value === undefined ? this : this.and(test(`$${this.values.push(as(value))}`));
  }

  /** Places of this code and below; left out where there is none. */
  under(placeCode: string | null | undefined, column: string): this {
    return this.when(
      placeCode,
      (n) => `${column} like ${n}`,
      (code) => `${code}%`,
    );
  }

  get sql(): string {
    return this.tests.join(' and ') || 'true';
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** What a cursor may hold for a column of a type. */
const HOLDS: Readonly<Record<SortType, (value: string | number) => boolean>> = {
  bigint: (value) => Number.isSafeInteger(value),
  uuid: (value) => UUID.test(String(value)),
  text: (value) => typeof value === 'string',
  date: (value) => DAY.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
  timestamptz: (value) => !Number.isNaN(Date.parse(String(value))),
};
type SortType = 'bigint' | 'uuid' | 'text' | 'date' | 'timestamptz';

/** A list of rows of one table, by columns that together are unique: the cursor holds their values. */
export interface List<Row> {
  readonly reads: ReadModel<Row & object>;
  readonly where: Where;
  /** Columns of the table with their types, and what of a row the cursor remembers of them. */
  readonly by: readonly { column: string; type: SortType; of: (row: Row) => string | number }[];
  readonly newestFirst?: boolean;
}

/** By a key that grows with time: a number, or a uuid of version 7. */
export const byKey = <Row extends { key: string | number }>(type: 'bigint' | 'uuid'): List<Row>['by'] => [
  { column: 'id', type, of: ({ key }) => key },
];

/** A page of a list, with what is selected of its nodes in one statement. */
export async function listPage<Row extends object>(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PageArgs,
  { reads, where, by, newestFirst = false }: List<Row>,
): Promise<Page<Row>> {
  const { limit, after } = pageOf(args, by.length);
  const { table } = reads.spec;
  const values = [...where.values];
  const beyond = after === null ? 'true' : testBeyond(by, newestFirst, checked(by, after), values);
  const order = (alias: string) => by.map(({ column }) => `${alias}.${column}${newestFirst ? ' desc' : ''}`).join(', ');
  const source = `select x.* from ${table} x where ${where.sql} and ${beyond} order by ${order('x')} limit $${values.push(limit + 1)}`;
  const rows = await reads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, order('t'), values);
  return page(
    rows,
    limit,
    (row) => by.map(({ of }) => of(row)),
    async () => {
      const count = await context.db.pool.query<{ n: number }>(
        `select count(*) as n from ${table} x where ${where.sql}`,
        where.values,
      );
      return count.rows[0]!.n;
    },
  );
}

function checked(by: readonly { type: SortType }[], after: Keyset): Keyset {
  if (after.every((value, i) => HOLDS[by[i]!.type](value))) return after;
  throw requestError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}

function testBeyond(
  by: readonly { column: string; type: SortType }[],
  newestFirst: boolean,
  after: Keyset,
  values: unknown[],
): string {
  const columns = by.map(({ column }) => `x.${column}`).join(', ');
  const places = by.map(({ type }, i) => `$${values.push(after[i])}::text::${type}`).join(', ');
  return `(${columns}) ${newestFirst ? '<' : '>'} (${places})`;
}
