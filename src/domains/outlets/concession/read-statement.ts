import type { Database } from '../../../platform/persistence/index.js';
import { firstDay, settle, type Settlement } from './concession.rules.js';
import { readSums, type StatementSums } from './statement-sums.js';

export interface StatementRow extends Settlement {
  readonly siteCode: string;
  readonly placeCode: string;
  readonly month: string;
  readonly issuedAt: string | null;
  readonly rates: StatementSums['rates'];
}

type Issued = Settlement & { issuedAt: string };

/** A month as it was issued, or, while it is open, as its entries make it now; null where there never were terms. */
export async function readStatement(db: Database, siteCode: string, month: string): Promise<StatementRow | null> {
  const [book] = await db.read<{ place: string }>(
    'concession_place',
    'select place_code as place from concession where site_code = $1',
    [siteCode],
  );
  if (!book) return null;
  const { rates, ...sums } = await readSums(
    async (sql, values) => (await db.pool.query(sql, values)).rows as never,
    siteCode,
    month,
  );
  const [issued] = await db.read<Issued>(
    'concession_issued',
    `select sales_fen as "salesFen", returns_fen as "returnsFen", deduction_fen as "deductionFen", guarantee_fen as "guaranteeFen",
            top_up_fen as "topUpFen", payable_fen as "payableFen", issued_at as "issuedAt"
       from concession_statement where site_code = $1 and month = $2`,
    [siteCode, firstDay(month)],
  );
  return { ...(issued ?? { ...settle(sums), issuedAt: null }), siteCode, placeCode: book.place, month, rates };
}
