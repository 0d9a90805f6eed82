import type { GraphQLResolveInfo } from 'graphql';
import {
  nodeSelection,
  numericKey,
  page,
  pageOf,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import type { Database } from '../../platform/persistence/index.js';
import { may, rowsAllowed } from '../../platform/policy/index.js';
import type { HouseholdFilter, HouseholdsArgs } from './household.inputs.js';
import type { HouseholdRow } from './household.types.js';
import { householdReads } from './people.reads.js';

/** Reads of the register, by the staff of a region. To anyone else a household is not there. */
export class HouseholdsService {
  constructor(private readonly db: Database) {}

  async list(context: RequestContext, info: GraphQLResolveInfo, args: HouseholdsArgs): Promise<Page<HouseholdRow>> {
    const { limit, after } = pageOf(args, 1);
    const values: unknown[] = [];
    const where = this.where(context, args.filter ?? {}, values);
    const counted = [...values];
    values.push(after?.[0] ?? 0, limit + 1);
    const source = `select p.kind, p.display_name, h.* from household h join producer p on p.id = h.id
      where ${where} and h.id > $${values.length - 1} order by h.id limit $${values.length}`;
    const rows = await householdReads.fetch(context, info.fieldNodes[0]!, nodeSelection(info), source, 't.id', values);
    return page(
      rows,
      limit,
      (row) => [row.key],
      () => this.count(where, counted),
    );
  }

  one(context: RequestContext, id: string): Promise<HouseholdRow | null> {
    const key = numericKey(id, 'Household');
    return key === null ? Promise.resolve(null) : this.byKey(context, key);
  }

  async byKey(context: RequestContext, key: string | number): Promise<HouseholdRow | null> {
    const number = Number(key);
    const row = Number.isSafeInteger(number) ? await householdReads.byKey(context, number) : null;
    return row && may(context.viewer, 'read', 'Household', { place: row.villageCode }) ? row : null;
  }

  private where(context: RequestContext, filter: HouseholdFilter, values: unknown[]): string {
    const tests = [rowsAllowed(context.viewer, 'read', 'Household', { place: 'h.village_code' }, values)];
    const add = (value: unknown, test: (n: string) => string) => tests.push(test(`$${values.push(value)}`));
    if (filter.villageCode) add(`${filter.villageCode}%`, (n) => `h.village_code like ${n}`);
    if (filter.category) add(filter.category, (n) => `h.category = ${n}`);
    if (typeof filter.willing === 'boolean') add(filter.willing, (n) => `h.willing = ${n}`);
    if (typeof filter.able === 'boolean') add(filter.able, (n) => `h.able = ${n}`);
    if (filter.search) add(filter.search.trim(), (n) => `starts_with(h.household_no, ${n})`);
    return tests.join(' and ');
  }

  private async count(where: string, values: unknown[]): Promise<number> {
    const { rows } = await this.db.pool.query<{ n: number }>(
      `select count(*) as n from household h where ${where}`,
      values,
    );
    return rows[0]!.n;
  }
}
