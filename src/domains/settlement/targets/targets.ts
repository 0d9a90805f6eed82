import { generalErrors, requestError, type RequestContext } from '../../../platform/graphql/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { levelOf } from '../../../shared/place-code.js';
import { countyIncome } from '../income/income-report.js';
import { settlementErrors } from '../settlement.errors.js';
import { TargetKind, type TargetIndicator, type TargetSetInput } from './target.types.js';

const isMoney = (kind: TargetKind): boolean => kind === TargetKind.HOUSEHOLD_INCOME;
const isYear = (year: number): boolean => Number.isInteger(year) && year >= 2019 && year <= 2100;

/** Sets a target; the county alone. */
export async function setTarget(db: Database, viewer: Viewer, input: TargetSetInput): Promise<void> {
  const { countyCode, year, kind } = input;
  if (levelOf(countyCode) !== 'COUNTY' || !may(viewer, 'set', 'Target', { place: countyCode }))
    throw generalErrors.refuse('OUT_OF_REGION', { field: 'countyCode' });
  if (!isYear(year)) throw settlementErrors.refuse('BAD_TARGET', { field: 'year' });
  const [wanted, other] = isMoney(kind) ? (['fen', 'count'] as const) : (['count', 'fen'] as const);
  const target = input[wanted];
  if (!Number.isSafeInteger(target) || target! < 1) throw settlementErrors.refuse('BAD_TARGET', { field: wanted });
  if (input[other] !== null && input[other] !== undefined)
    throw settlementErrors.refuse('BAD_TARGET', { field: other });
  const source = input.source.trim();
  if (source.length < 2 || source.length > 200) throw settlementErrors.refuse('REASON_REQUIRED', { field: 'source' });
  await db.command(async (tx) => {
    await tx.query(
      `insert into target_indicator(county_code, year, kind, target, source, set_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (county_code, year, kind) do update set target = excluded.target, source = excluded.source,
         set_by = excluded.set_by, set_at = now()`,
      [countyCode, year, kind, target, source, viewer.scope],
    );
  });
}

/** What was there when the year ended, or is there now. */
const COUNTS = `
  with ends as (select (($2::int + 1) || '-01-01')::date as day, (($2::int + 1) || '-01-01')::timestamp at time zone 'Asia/Shanghai' as at)
  select (select count(*) from site, ends where kind = 'TOWNSHIP_CENTRE' and active and place_code like $1 || '%' and created_at < ends.at)::int as "TOWNSHIP_CENTRES",
         (select count(*) from site, ends where kind = 'COLLECTION_POINT' and active and place_code like $1 || '%' and created_at < ends.at)::int as "COLLECTION_POINTS",
         (select count(*) from shop, ends where active and place_code like $1 || '%' and created_at < ends.at)::int as "SHOPS",
         (select count(*) from brand b, ends where b.county_code = $1
           and exists (select 1 from brand_licence l where l.brand_code = b.code and l.from_on < ends.day))::int as "BRANDS"`;

type Counts = Record<Exclude<TargetKind, TargetKind.HOUSEHOLD_INCOME>, number>;

/** The targets of a county's year with what was reached, in the order of their kinds. */
export async function targetsOf(
  context: RequestContext,
  { countyCode, year }: { countyCode: string; year: number },
): Promise<TargetIndicator[]> {
  if (levelOf(countyCode) !== 'COUNTY' || !isYear(year))
    throw requestError('BAD_USER_INPUT', 'Targets are of a county (6 digits) and a year from 2019 to 2100.');
  const targets = await context.db.read<{ kind: TargetKind; target: number; source: string }>(
    'targets',
    'select kind, target, source from target_indicator where county_code = $1 and year = $2',
    [countyCode, year],
  );
  if (targets.length === 0) return [];
  const [counts] = await context.db.read<Counts>('target_counts', COUNTS, [countyCode, year]);
  const income = targets.some(({ kind }) => isMoney(kind))
    ? await countyIncome(context, { placeCode: countyCode, year })
    : null;
  const order = Object.values(TargetKind);
  return targets
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, target, source }) => {
      const actual = isMoney(kind) ? income : counts![kind as keyof Counts];
      const [count, fen] = isMoney(kind) ? [null, target] : [target, null];
      return {
        ...{ kind, year, source, targetCount: count, targetFen: fen },
        actualCount: isMoney(kind) ? null : actual,
        actualFen: isMoney(kind) ? actual : null,
        reached: actual === null ? null : actual >= target,
      };
    });
}
