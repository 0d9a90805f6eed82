import { firstDay, guaranteeOf, type GuaranteeTerm, type Settlement } from './concession.rules.js';

export interface StatementSums extends Pick<Settlement, 'salesFen' | 'returnsFen' | 'deductionFen' | 'guaranteeFen'> {
  readonly rates: readonly { readonly rateBp: number; readonly netSalesFen: number; readonly deductionFen: number }[];
}

type Query = <Row extends object>(sql: string, values: unknown[]) => Promise<Row[]>;

interface RateRow {
  rateBp: number;
  sales: number;
  returns: number;
  deduction: number;
}

/** What a month's entries make, by rate and in all, and what its terms guarantee. */
export async function readSums(query: Query, siteCode: string, month: string): Promise<StatementSums> {
  const rows = await query<RateRow>(
    `select rate_bp as "rateBp", coalesce(sum(amount_fen) filter (where kind = 'SALE'), 0)::float8 as sales,
            coalesce(-sum(amount_fen) filter (where kind = 'RETURN'), 0)::float8 as returns, sum(deduction_fen)::float8 as deduction
       from concession_entry where site_code = $1 and month = $2 group by rate_bp order by rate_bp desc`,
    [siteCode, firstDay(month)],
  );
  const terms = await query<GuaranteeTerm>(
    `select from_date::text as "fromDate", guarantee_fen::float8 as "guaranteeFen" from concession_term
      where site_code = $1 and industry is null order by id`,
    [siteCode],
  );
  const sum = (of: (row: RateRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    salesFen: sum((row) => row.sales),
    returnsFen: sum((row) => row.returns),
    deductionFen: sum((row) => row.deduction),
    guaranteeFen: guaranteeOf(month, terms),
    rates: rows.map(({ rateBp, sales, returns, deduction }) => ({
      rateBp,
      netSalesFen: sales - returns,
      deductionFen: deduction,
    })),
  };
}
