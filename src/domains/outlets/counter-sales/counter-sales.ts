import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { OrderIntake } from '../../orders/index.js';
import { assignKept, bookKept, lockReceipt } from './assign-kept.js';
import { bookReceipt, type BookedReceipt } from './book-receipt.js';
import { counterErrors } from './counter-sales.errors.js';
import type { KeptLineAssignInput } from './kept-line.types.js';
import { sortLines } from './sold-lines.js';
import { takeBack, type TakenBack, type ToldReturn } from './take-back.js';
import type { ToldLine, ToldSale } from './told-sale.js';

/**
 * What tills tell of sales that happened, each once. They work in the caller's transaction and throw a DomainError where
 * they refuse; whoever calls them has asked whether the caller may.
 */
export class CounterSales {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderIntake,
  ) {}

  book(tx: Transaction, sale: ToldSale): Promise<BookedReceipt> {
    return bookReceipt(tx, this.orders, sale);
  }

  assign(
    tx: Transaction,
    kept: { channel: string; original: string; lines: readonly ToldLine[]; by: string },
  ): Promise<{ orderId: string | null; booked: number }> {
    return assignKept(tx, this.orders, kept);
  }

  takeBack(tx: Transaction, back: ToldReturn): Promise<TakenBack> {
    return takeBack(tx, this.orders, back);
  }

  /** A person says what a line was that was kept back, whatever the till said. Answers the line's key. */
  assignLine(viewer: Viewer, { idempotencyKey, ...input }: KeptLineAssignInput): Promise<number> {
    return commandOnce(
      this.db,
      { scope: viewer.scope, key: idempotencyKey, input: { keptLineAssign: input } },
      async (tx) => {
        const key = numericKey(input.keptLineId, 'KeptLine');
        const [at] = await tx.query<{ channel: string; receipt: string; line: string; place: string; site: string }>(
          `select r.channel, r.external_id as receipt, k.line, s.place_code as place, r.site_code as site
             from kept_line k join counter_receipt r on r.id = k.receipt_id join site s on s.code = r.site_code where k.id = $1`,
          [key],
        );
        if (key === null || !at || !may(viewer, 'keep', 'CounterReceipt', at))
          throw generalErrors.refuse('NOT_FOUND', { field: 'keptLineId', thing: 'line' });
        const receipt = await lockReceipt(tx, at.channel, at.receipt);
        const [open] = await tx.query<{ amountFen: number }>(
          `select amount_fen::float8 as "amountFen" from kept_line where id = $1 and state = 'KEPT'`,
          [key],
        );
        if (!open) throw counterErrors.refuse('NOT_KEPT', { field: 'keptLineId' });
        const product = numericKey(input.productId, 'Product');
        const told = { externalId: at.line, product, ref: at.line, quantity: input.quantity, ...open };
        const { known, kept } = await sortLines(tx, at.channel, [told]);
        if (kept[0]?.reason === 'UNKNOWN_PRODUCT')
          throw generalErrors.refuse('NOT_FOUND', { field: 'productId', thing: 'product' });
        if (kept.length > 0) throw counterErrors.refuse('BAD_QUANTITY', { field: 'quantity' });
        await bookKept(tx, this.orders, receipt, known, viewer.scope);
        return key;
      },
    );
  }
}
