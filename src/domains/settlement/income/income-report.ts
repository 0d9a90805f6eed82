import { loaderOf, requestError, type RequestContext } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { levelOf } from '../../../shared/place-code.js';
import { placeReads } from '../../places/index.js';
import type { Group, ShownGroup, ShownGroups } from './income.rules.js';
import { publishIncome, type PublishedIncome } from './publish-income.rules.js';

/** What a producer is owed from then on: payments and releases only move it. */
const EARNED = `('SALE', 'REFUND', 'ALLOTTED', 'COLLECTED')`;

/** By village, net of refunds, by the day of the sale or of the collection in China; households alone, not producers of scale. */
const INCOME = `
  select h.village_code as key, count(distinct h.id)::int as households, (-sum(p.amount_fen))::bigint as "incomeFen"
    from household h join ledger_account a on a.owner = h.id::text and a.kind in ('PRODUCER', 'PRODUCER_PENDING', 'COLLECTION_DUE')
    join ledger_posting p on p.account_id = a.id
    join ledger_entry e on e.id = p.entry_id and e.kind in ${EARNED}
   where h.village_code like $1
     and e.occurred_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai'
     and e.occurred_at < $3::text::date::timestamp at time zone 'Asia/Shanghai'
   group by 1 order by 1`;

export interface IncomeArgs {
  placeCode: string;
  year: number;
}

function checkYear(year: number): void {
  if (!Number.isInteger(year) || year < 2019 || year > 2100)
    throw requestError('BAD_USER_INPUT', '`year` must be from 2019 to 2100.');
}

/** What may be published of the whole county that a place is in: every report of it is a part of this one. */
function publishedFor(context: RequestContext, { placeCode, year }: IncomeArgs): Promise<PublishedIncome> {
  checkYear(year);
  return loaderOf<string, PublishedIncome>(context, `Income.published ${year}`, (counties) =>
    Promise.all(
      counties.map(async (county) =>
        publishIncome(
          await context.db.read<Group>('income_report', INCOME, [`${county}%`, `${year}-01-01`, `${year + 1}-01-01`]),
        ),
      ),
    ),
  ).load(placeCode.slice(0, 6));
}

const NOTHING: ShownGroups = { groups: [], totalFen: 0 };

/** What the households of a region earned in a year, by the places below it. Public: small groups are suppressed. */
export async function incomeReport(context: RequestContext, args: IncomeArgs): Promise<object | null> {
  const { placeCode, year } = args;
  const published = await publishedFor(context, args);
  const place = await placeReads.byKey(context, placeCode);
  if (!place) return null;
  const { groups, totalFen } = partOf(published, placeCode);
  const places = await placeReads.byKeys(
    context.db,
    groups.map(({ key }) => key),
  );
  return {
    place,
    year,
    households: groups.reduce((n, { households }) => n + households, 0),
    totalFen,
    rows: groups.map((group, i) => ({ ...rowOf(group), place: places[i] })),
  };
}

function partOf({ county, townships }: PublishedIncome, placeCode: string): ShownGroups {
  if (levelOf(placeCode) === 'COUNTY') return county;
  const township = townships.get(placeCode.slice(0, 9)) ?? NOTHING;
  if (levelOf(placeCode) === 'TOWNSHIP') return township;
  const own = township.groups.filter(({ key }) => key === placeCode);
  return own.length > 0 ? { groups: own, totalFen: own[0]!.incomeFen } : NOTHING;
}

const rowOf = ({ households, incomeFen }: ShownGroup) => ({ households, incomeFen, suppressed: incomeFen === null });

/** A village's row, as the report of its township has it; null where no household sold anything. */
export async function villageIncome(context: RequestContext, args: IncomeArgs): Promise<object | null> {
  const [own] = partOf(await publishedFor(context, args), args.placeCode).groups;
  return own ? { ...rowOf(own), place: () => placeReads.byKey(context, args.placeCode) } : null;
}

/** What the county's households earned in a year, in fen; null where it would give a small group away. */
export const countyIncome = async (context: RequestContext, args: IncomeArgs): Promise<number | null> =>
  (await publishedFor(context, args)).county.totalFen;

/** What one household earned in a year; null to those who may not see it. */
export function incomeOf(
  context: RequestContext,
  household: { key: number; villageCode: string },
  year: number,
): Promise<number> | null {
  if (!may(context.viewer, 'readHouseholds', 'IncomeReport', { place: household.villageCode })) return null;
  checkYear(year);
  return loaderOf<number, number>(context, `Household.incomeFen ${year}`, async (keys) => {
    const rows = await context.db.read<{ owner: string; fen: number }>(
      'household_income',
      `select a.owner, (-sum(p.amount_fen))::bigint as fen
         from ledger_account a join ledger_posting p on p.account_id = a.id
         join ledger_entry e on e.id = p.entry_id and e.kind in ${EARNED}
        where a.kind in ('PRODUCER', 'PRODUCER_PENDING', 'COLLECTION_DUE') and a.owner = any($1)
          and e.occurred_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai'
          and e.occurred_at < $3::text::date::timestamp at time zone 'Asia/Shanghai' group by a.owner`,
      [keys.map(String), `${year}-01-01`, `${year + 1}-01-01`],
    );
    const byOwner = new Map(rows.map(({ owner, fen }) => [owner, fen]));
    return keys.map((key) => byOwner.get(String(key)) ?? 0);
  }).load(household.key);
}
