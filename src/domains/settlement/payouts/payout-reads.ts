import type { GraphQLResolveInfo } from 'graphql';
import {
  byKey,
  listPage,
  loaderOf,
  page,
  pageOf,
  ReadModel,
  selectionOf,
  uuidKey,
  Where,
  type Page,
  type RequestContext,
} from '../../../platform/graphql/index.js';
import { may, rowsAllowed } from '../../../platform/policy/index.js';
import { producerReads } from '../../people/index.js';
import { placeReads } from '../../places/index.js';
import type { PayoutRunsArgs } from '../settlement.inputs.js';
import type { PayoutRun } from '../settlement.types.js';

export interface PayoutRunRow extends PayoutRun {
  key: string;
  placeCode: string;
}

export interface PayoutRow {
  runKey: string;
  producerKey: number;
  amountFen: number;
  state: string;
  reason: string | null;
}

export const runReads = new ReadModel<PayoutRunRow>({
  type: 'PayoutRun',
  table: 'payout_run',
  key: 'key',
  columns: {
    key: '$t.id',
    placeCode: { sql: '$t.place_code', always: true },
    number: '$t.number',
    state: '$t.state',
    totalFen: '$t.total_fen',
    payees: '$t.payees',
    preparedBy: '$t.prepared_by',
    approvedBy: '$t.approved_by',
    preparedAt: '$t.prepared_at',
    approvedAt: '$t.approved_at',
    settledAt: '$t.settled_at',
    version: '$t.version',
  },
}).one('place', placeReads, 'placeCode', (r, p) => `left join place ${p} on ${p}.code = ${r}.place_code`);

const FACTS = { place: 'x.place_code', producer: 'null::bigint' };

/** The runs of a region, newest first. */
export function listRuns(
  context: RequestContext,
  info: GraphQLResolveInfo,
  args: PayoutRunsArgs,
): Promise<Page<PayoutRunRow>> {
  const where = new Where();
  where
    .and(rowsAllowed(context.viewer, 'read', 'Settlement', FACTS, where.values))
    .when(args.filter?.state, (n) => `x.state = any(${n})`)
    .under(args.filter?.placeCode, 'x.place_code');
  return listPage(context, info, args, { reads: runReads, where, by: byKey('uuid'), newestFirst: true });
}

export async function oneRun(
  context: RequestContext,
  info: GraphQLResolveInfo,
  id: string,
): Promise<PayoutRunRow | null> {
  const key = uuidKey(id, 'PayoutRun');
  if (key === null) return null;
  const values: unknown[] = [key];
  const allowed = rowsAllowed(context.viewer, 'read', 'Settlement', FACTS, values);
  const rows = await runReads.fetch(
    context,
    info.fieldNodes[0]!,
    selectionOf(info),
    `select x.* from payout_run x where x.id = $1 and ${allowed}`,
    't.id',
    values,
  );
  return rows[0] ?? null;
}

/** For `node`. */
export async function runByKey(context: RequestContext, key: string): Promise<PayoutRunRow | null> {
  const row = await runReads.byKey(context, key);
  return row && may(context.viewer, 'read', 'Settlement', { place: row.placeCode }) ? row : null;
}

const PAYOUTS = `
  select p.* from unnest($1::uuid[]) r(id) cross join lateral (
    select run_id as "runKey", producer_id as "producerKey", amount_fen as "amountFen", state, reason
      from payout where run_id = r.id and producer_id > $2 order by producer_id limit $3) p`;

/** A page of a run's payouts, in the order of producers; one statement for all runs of a request. */
export async function payoutsOf(
  context: RequestContext,
  run: PayoutRunRow,
  args: { first: number; after?: string | null },
): Promise<Page<object>> {
  const { limit, after } = pageOf(args, 1);
  const from = Number(after?.[0] ?? 0);
  const rows = await loaderOf<string, PayoutRow[]>(context, `PayoutRun.payouts ${limit} ${from}`, async (keys) => {
    const found = Map.groupBy(
      await context.db.read<PayoutRow>('payouts_of_runs', PAYOUTS, [keys, from, limit + 1]),
      ({ runKey }) => runKey,
    );
    return keys.map((key) => found.get(key) ?? []);
  }).load(run.key);
  return page(
    rows.map((row) => ({ ...row, producer: () => producerReads.byKey(context, row.producerKey) })),
    limit,
    (row) => [row.producerKey],
    () => payeesOf(context, run.key),
  );
}

const payeesOf = (context: RequestContext, key: string): Promise<number> =>
  loaderOf<string, number>(context, 'PayoutRun.payees', async (keys) => {
    const rows = await context.db.read<{ key: string; n: number }>(
      'payees_of_runs',
      'select run_id as key, count(*) as n from payout where run_id = any($1::uuid[]) group by run_id',
      [keys],
    );
    const counts = new Map(rows.map(({ key: run, n }) => [run, n]));
    return keys.map((run) => counts.get(run) ?? 0);
  }).load(key);
