import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import type { Database, Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Privacy } from '../../../platform/privacy/index.js';
import { maskName, PRODUCER_TYPES } from '../../people/index.js';
import { settlementErrors } from '../settlement.errors.js';
import type { PayeeSetInput } from '../settlement.inputs.js';
import type { Payee } from '../settlement.types.js';

export interface PayeeRow {
  producer: number;
  holderSealed: string;
  accountSealed: string;
  bank: string;
}

const cell = (column: string, producer: number) => ({ table: 'payee', column, row: String(producer) });

/** Where producers are paid: sealed, shown masked, opened for the bank's file alone. */
export class Payees {
  constructor(
    private readonly db: Database,
    private readonly privacy: Privacy,
  ) {}

  /** Sets or changes a producer's account. Answers the producer's key. */
  set(viewer: Viewer, input: PayeeSetInput): Promise<number> {
    const holder = input.holder.trim();
    const account = input.account.replaceAll(/[\s-]/g, '');
    const bank = input.bank.trim();
    if ([...holder].length < 2 || [...holder].length > 60)
      throw settlementErrors.refuse('BAD_HOLDER', { field: 'holder' });
    if (!/^\d{8,32}$/.test(account)) throw settlementErrors.refuse('BAD_ACCOUNT', { field: 'account' });
    if ([...bank].length < 2 || [...bank].length > 60) throw settlementErrors.refuse('BAD_BANK', { field: 'bank' });
    return this.db.command(async (tx) => {
      const key = await producerIn(tx, viewer, 'pay', input.producerId);
      const index = this.privacy.blindIndex(account, 'payee account');
      const [{ others } = { others: 0 }] = await tx.query<{ others: number }>(
        'select count(*)::float8 as others from payee where account_index = $1 and producer_id <> $2',
        [index, key],
      );
      if (others > 0 && !input.shared) throw settlementErrors.refuse('ACCOUNT_TAKEN', { field: 'account', others });
      await tx.query(
        `insert into payee(producer_id, holder_sealed, account_sealed, account_index, bank, set_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (producer_id) do update set holder_sealed = excluded.holder_sealed, account_sealed = excluded.account_sealed,
           account_index = excluded.account_index, bank = excluded.bank, set_by = excluded.set_by,
           version = payee.version + 1, updated_at = now()`,
        [
          key,
          this.privacy.seal(holder, cell('holder', key)),
          this.privacy.seal(account, cell('account', key)),
          index,
          bank,
          viewer.scope,
        ],
      );
      return key;
    });
  }

  masked(row: PayeeRow): Payee {
    const { holder, account } = this.open(row);
    return { maskedHolder: maskName(holder), maskedAccount: `****${account.slice(-4)}`, bank: row.bank };
  }

  open({ producer, holderSealed, accountSealed }: PayeeRow): { holder: string; account: string } {
    return {
      holder: this.privacy.open(holderSealed, cell('holder', producer)),
      account: this.privacy.open(accountSealed, cell('account', producer)),
    };
  }
}

/** A producer's key, if the viewer may do that to them; another's answers as if it were not there. */
export async function producerIn(
  tx: Pick<Transaction, 'query'>,
  viewer: Viewer,
  action: string,
  id: string,
): Promise<number> {
  const key = numericKey(id, ...PRODUCER_TYPES);
  const [row] =
    key === null
      ? []
      : await tx.query<{ village: string }>('select village_code as village from producer where id = $1', [key]);
  if (key === null || !row || !may(viewer, action, 'Settlement', { place: row.village, producer: key }))
    throw generalErrors.refuse('NOT_FOUND', { field: 'producerId', thing: 'producer' });
  return key;
}
