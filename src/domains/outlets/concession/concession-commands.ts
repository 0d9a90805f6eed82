import { generalErrors } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { chinaDay } from '../../shops/index.js';
import { concessionErrors } from './concession.errors.js';
import { firstDay, isMonth, monthOf, nextMonth, settle } from './concession.rules.js';
import type { ConcessionStatementIssueInput, ConcessionTermSetInput } from './concession.types.js';
import { readSums } from './statement-sums.js';

/** Terms with stores, and their months. */
export class ConcessionCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Agrees a rate from a day on; what was sold keeps its own. Answers the term's key. */
  setTerm(viewer: Viewer, { idempotencyKey, ...input }: ConcessionTermSetInput): Promise<number> {
    const { siteCode, industry = null, fromDate, rateBp, guaranteeFen } = input;
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { concessionTermSet: input } },
      async (tx) => {
        await this.counter(tx, viewer, siteCode);
        if (rateBp < 0 || rateBp > 10_000) throw concessionErrors.refuse('BAD_RATE', { field: 'rateBp' });
        if (guaranteeFen < 0 || (guaranteeFen > 0 && industry !== null))
          throw concessionErrors.refuse('BAD_GUARANTEE', { field: 'guaranteeFen' });
        const [book] = await tx.query<{ issued: string | null }>(
          `insert into concession(site_code, place_code, first_month)
           select code, place_code, date_trunc('month', $2::date) from site where code = $1
           on conflict (site_code) do update
              set first_month = case when concession.issued_through is null
                                     then least(concession.first_month, excluded.first_month) else concession.first_month end
           returning to_char(issued_through, 'YYYY-MM') as issued`,
          [siteCode, fromDate],
        );
        if (book!.issued !== null && monthOf(fromDate) <= book!.issued)
          throw concessionErrors.refuse('ISSUED_ALREADY', { field: 'fromDate', month: book!.issued });
        const [term] = await tx.query<{ id: number }>(
          `insert into concession_term(site_code, industry, from_date, rate_bp, guarantee_fen, set_by)
           values ($1, $2, $3, $4, $5, $6) returning id::float8 as id`,
          [siteCode, industry, fromDate, rateBp, guaranteeFen, viewer.scope],
        );
        return term!.id;
      },
    );
  }

  /** Closes a month: what comes later goes into the next. Months go one after the other. Answers the site's code. */
  issue(viewer: Viewer, { idempotencyKey, ...input }: ConcessionStatementIssueInput): Promise<string> {
    const { siteCode, month } = input;
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { concessionStatementIssue: input } },
      async (tx) => {
        if (!isMonth(month)) throw concessionErrors.refuse('BAD_MONTH', { field: 'month' });
        await this.counter(tx, viewer, siteCode);
        // Alone from here on: whoever books a sale of this counter holds the row shared.
        const [book] = await tx.query<{ first: string; issued: string | null }>(
          `select to_char(first_month, 'YYYY-MM') as first, to_char(issued_through, 'YYYY-MM') as issued
             from concession where site_code = $1 for update`,
          [siteCode],
        );
        if (!book) throw concessionErrors.refuse('NO_TERMS', { field: 'siteCode', site: siteCode });
        const next = book.issued === null ? book.first : nextMonth(book.issued);
        if (month !== next) throw concessionErrors.refuse('OUT_OF_ORDER', { field: 'month', next });
        if (chinaDay(this.clock.now()) < firstDay(nextMonth(month)))
          throw concessionErrors.refuse('NOT_OVER', { field: 'month', month });
        const sums = settle(await readSums((sql, values) => tx.query(sql, values), siteCode, month));
        await tx.query(
          `insert into concession_statement(site_code, month, sales_fen, returns_fen, deduction_fen, guarantee_fen, top_up_fen,
                                            payable_fen, issued_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [
            siteCode,
            firstDay(month),
            sums.salesFen,
            sums.returnsFen,
            sums.deductionFen,
            sums.guaranteeFen,
            sums.topUpFen,
            sums.payableFen,
            viewer.scope,
          ],
        );
        await tx.query('update concession set issued_through = $2 where site_code = $1', [siteCode, firstDay(month)]);
        return siteCode;
      },
    );
  }

  private async counter(tx: Transaction, viewer: Viewer, siteCode: string): Promise<void> {
    const [site] = await tx.query<{ kind: string; place: string }>(
      'select kind, place_code as place from site where code = $1',
      [siteCode],
    );
    if (!site || !may(viewer, 'keep', 'Concession', { place: site.place }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'siteCode', thing: 'site' });
    if (site.kind !== 'COUNTER') throw concessionErrors.refuse('NOT_A_COUNTER', { field: 'siteCode', site: siteCode });
  }
}
