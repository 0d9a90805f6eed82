import { hashSecret } from '../../../platform/auth/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { outletErrors } from '../outlets.errors.js';
import { notFound, type Seat } from '../seat.js';
import { lockVend, moveVend } from './vend-books.js';
import { refuseLocked } from './vend-reserve.js';
import type { VendTokens } from './vend-token.js';
import { VEND_TIMES } from './vend.rules.js';

export interface Authorised {
  vend: string;
  token: string;
  slot: string;
  expiresAt: string;
}

/** Gives the machine leave to dispense what is paid: once, from this slot, for a minute. */
export async function authoriseVend(
  tx: Transaction,
  tokens: VendTokens,
  { kiosk }: Seat,
  vendId: string | null,
): Promise<Authorised> {
  const vend = await lockVend(tx, kiosk, vendId);
  if (!vend) throw notFound('vendId', 'vend');
  // The order may be paid before its event has moved the vend. Locked: it is not called off while leave is given.
  const [slot] = await tx.query<{ fresh: boolean }>('select fresh from slot where id = $1', [vend.slot]);
  await refuseLocked(tx, kiosk.id, slot!);
  const [order] = await tx.query<{ status: string }>(
    'select status from customer_order where id = $1 for no key update',
    [vend.order],
  );
  if (order?.status === 'PLACED') throw outletErrors.refuse('NOT_PAID', { field: 'vendId' });
  if (order?.status !== 'PAID') throw outletErrors.refuse('INVALID_STATE', { field: 'vendId', state: vend.state });
  const [clock] = await tx.query<{ until: number }>(
    `select floor(extract(epoch from clock_timestamp() + $1 * interval '1 second') * 1000)::float8 as until`,
    [VEND_TIMES.token],
  );
  const { until } = clock!;
  const token = tokens.sign({ vend: vend.id, slot: vend.slotCode, until });
  const moved = await moveVend(
    tx,
    vend.id,
    'authorise',
    'token_hash = $4, token_until = to_timestamp($5::float8 / 1000), authorised_at = clock_timestamp()',
    [hashSecret(token), until],
  );
  if (!moved) throw outletErrors.refuse('INVALID_STATE', { field: 'vendId', state: vend.state });
  return { vend: vend.id, token, slot: vend.slotCode, expiresAt: new Date(until).toISOString() };
}
