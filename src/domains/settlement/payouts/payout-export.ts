import { generalErrors, uuidKey } from '../../../platform/graphql/index.js';
import type { Database } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import { settlementErrors } from '../settlement.errors.js';
import type { PayoutExportInput } from '../settlement.inputs.js';
import { bankFile } from './payout.rules.js';
import type { PayeeRow, Payees } from './payees.js';

export interface BankFile {
  filename: string;
  content: string;
}

/** How producers are paid. The one there is hands the bank a file and records what the bank did; another may pay by itself. */
export interface PayoutRail {
  /** What the bank is given for an approved run. */
  file(
    number: string,
    lines: readonly { holder: string; account: string; bank: string; amountFen: number }[],
  ): BankFile;
}

/** Transfers are done by the bank from a file; `payoutSettle` and `payoutReturn` record what became of them. */
export const bankTransferRail: PayoutRail = {
  file: (number, lines) => ({ filename: `${number}.csv`, content: bankFile(number, lines) }),
};

/** The bank's file of an approved run. Accounts are opened for it: whose, by whom and why is kept for ever, before it is answered. */
export function exportRun(
  { db, payees, rail }: { db: Database; payees: Payees; rail: PayoutRail },
  viewer: Viewer,
  input: PayoutExportInput,
): Promise<BankFile> {
  const reason = input.reason.trim();
  if (reason.length < 2 || reason.length > 200) throw settlementErrors.refuse('REASON_REQUIRED', { field: 'reason' });
  return db.command(async (tx) => {
    const id = uuidKey(input.runId, 'PayoutRun');
    const [run] =
      id === null
        ? []
        : await tx.query<{ number: string; place: string; state: string }>(
            'select number, place_code as place, state from payout_run where id = $1 for no key update',
            [id],
          );
    if (!run || !may(viewer, 'pay', 'Settlement', { place: run.place }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'runId', thing: 'payout run' });
    if (run.state !== 'APPROVED') throw settlementErrors.refuse('RUN_STATE', { field: 'runId', state: run.state });
    await tx.query('insert into personal_data_access(viewer, subject, fields, reason) values ($1, $2, $3, $4)', [
      viewer.scope,
      `payout-run:${id}`,
      ['HOLDER', 'ACCOUNT'],
      reason,
    ]);
    await tx.query('update payout_run set exported_at = now() where id = $1', [id]);
    const rows = await tx.query<PayeeRow & { amountFen: number }>(
      `select p.producer_id::float8 as producer, p.amount_fen::float8 as "amountFen",
              y.holder_sealed as "holderSealed", y.account_sealed as "accountSealed", y.bank
         from payout p join payee y on y.producer_id = p.producer_id
        where p.run_id = $1 and p.state = 'APPROVED' order by p.producer_id`,
      [id],
    );
    return rail.file(
      run.number,
      rows.map((row) => ({ ...payees.open(row), bank: row.bank, amountFen: row.amountFen })),
    );
  });
}
