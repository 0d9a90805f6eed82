import { loaderOf, requestError, type RequestContext } from '../../../platform/graphql/index.js';
import { may } from '../../../platform/policy/index.js';
import { levelOf } from '../../../shared/place-code.js';
import { placeReads } from '../../places/index.js';
import { suppressSmall, type Group } from './income.rules.js';

/** Digits of the code of the places a region is shown by: a county by townships, a township by villages. */
const BELOW: Readonly<Record<string, number>> = { COUNTY: 9, TOWNSHIP: 12, VILLAGE: 12 };

/** What a producer is owed from then on: payments and releases only move it. */
const EARNED = `('SALE', 'REFUND', 'ALLOTTED', 'COLLECTED')`;

/** Net of refunds, by the day of the sale or of the collection in China; households alone, not producers of scale. */
const INCOME = `
  select left(h.village_code, $4) as key, count(distinct h.id)::int as households,
         (-sum(p.amount_fen))::bigint as "incomeFen"
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

/** What the households of a region earned in a year, by the places below it. Public: small groups are suppressed. */
export async function incomeReport(context: RequestContext, { placeCode, year }: IncomeArgs): Promise<object | null> {
  if (!Number.isInteger(year) || year < 2019 || year > 2100)
    throw requestError('BAD_USER_INPUT', '`year` must be from 2019 to 2100.');
  const place = await placeReads.byKey(context, placeCode);
  if (!place) return null;
  const groups = await context.db.read<Group>('income_report', INCOME, [
    `${placeCode}%`,
    `${year}-01-01`,
    `${year + 1}-01-01`,
    BELOW[levelOf(placeCode)!],
  ]);
  const { groups: shown, totalFen } = suppressSmall(groups);
  const places = await placeReads.byKeys(
    context.db,
    shown.map(({ key }) => key),
  );
  return {
    place,
    year,
    households: groups.reduce((n, { households }) => n + households, 0),
    totalFen,
    rows: shown.map(({ households, incomeFen }, i) => ({
      place: places[i],
      households,
      incomeFen,
      suppressed: incomeFen === null,
    })),
  };
}

/** What one household earned in a year; null to those who may not see it. */
export function incomeOf(
  context: RequestContext,
  household: { key: number; villageCode: string },
  year: number,
): Promise<number> | null {
  if (!may(context.viewer, 'readHouseholds', 'IncomeReport', { place: household.villageCode })) return null;
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
