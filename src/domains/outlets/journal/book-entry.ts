import { uuidKey } from '../../../platform/graphql/index.js';
import type { Transaction } from '../../../platform/persistence/index.js';
import { raiseAlert } from '../alerts/alerts.js';
import { outletErrors } from '../outlets.errors.js';
import type { Seat } from '../seat.js';
import { giveOut } from '../slots/slot-ledger.js';
import { applyResult } from '../vends/vend-report.js';
import { lockVend } from '../vends/vend-books.js';
import type { OutletDeps } from '../outlet-deps.js';
import type { JournalEntry } from './journal-entry.js';

const bad = (detail: string): Error => outletErrors.refuse('BAD_REPORT', { detail });

/** Books one entry; throws a DomainError for one that makes no sense. Answers what it was booked as, or null. */
export async function bookEntry(
  tx: Transaction,
  deps: OutletDeps,
  seat: Seat,
  entry: JournalEntry,
  at: string,
): Promise<string | null> {
  switch (entry.kind) {
    case 'SALE':
      return bookOfflineSale(tx, deps, seat, entry, at);
    case 'RETURN':
      return bookOfflineReturn(tx, deps, seat, entry);
    case 'VEND':
      return bookResult(tx, deps, seat, entry);
    case 'LOST':
      await raiseAlert(tx, seat.kiosk, 'JOURNAL_LOST', entry.entryId, { seq: entry.seq, text: entry.text ?? '' });
      return null;
    case 'NOTE':
      return null;
  }
}

const externalId = ({ kiosk }: Seat, entryId: string) => `${kiosk.site}:${entryId}`;

interface SoldSlot {
  key: number;
  product: number;
  stands: number;
}

/** It was sold and handed over: stock and level follow, below zero if it must be. */
async function bookOfflineSale(
  tx: Transaction,
  { intake }: OutletDeps,
  seat: Seat,
  { entryId, slot: code, amountFen, method, reference, planogram }: JournalEntry,
  at: string,
): Promise<string> {
  const { kiosk, by } = seat;
  if (!code || amountFen === null || amountFen === undefined) throw bad('a SALE needs slot and amountFen');
  const [slot] = await tx.query<SoldSlot>(
    `select s.id::float8 as key, s.product_id::float8 as stands, coalesce(p.product_id, s.product_id)::float8 as product
       from slot s left join planogram_slot p on p.outlet_id = s.outlet_id and p.code = s.code and p.version = $3
      where s.outlet_id = $1 and s.code = $2`,
    [kiosk.id, code, planogram ?? null],
  );
  if (!slot) throw outletErrors.refuse('UNKNOWN_SLOT', { slot: code });
  const sale = await intake.bookSale(tx, {
    channel: kiosk.channel,
    externalId: externalId(seat, entryId),
    siteCode: kiosk.site,
    soldAt: at,
    lines: [{ product: slot.product, quantity: '1', amountFen }],
    tenders: [{ method: method ?? 'cash', amountFen, ...(reference && { reference }) }],
    by,
  });
  // Something else stands there by now: the slot was empty when it changed, so this one is of no level.
  if (slot.product === slot.stands) {
    const { level } = await giveOut(tx, kiosk, slot.key, {
      kind: 'SALE',
      held: false,
      priceFen: amountFen,
      by,
      ref: sale.orderId,
    });
    if (level < 0) await raiseAlert(tx, kiosk, 'SOLD_BEYOND_LEVEL', code, { level });
  }
  return sale.orderId;
}

/** Money went back for what was sold offline; the goods do not come back into a slot. */
async function bookOfflineReturn(
  tx: Transaction,
  { desk }: OutletDeps,
  seat: Seat,
  { entryId, original, text }: JournalEntry,
): Promise<string> {
  if (!original) throw bad('a RETURN needs the entry id of its original');
  const [sale] = await tx.query<{ order: string }>(
    `select ref as order from kiosk_journal where outlet_id = $1 and entry_id = $2 and kind = 'SALE' and state = 'BOOKED'`,
    [seat.kiosk.id, original],
  );
  if (!sale) throw bad(`there is no sale ${original}`);
  await desk.takeBack(tx, sale.order, seat.by, text ?? `journal ${entryId}`);
  return sale.order;
}

/** The journal is believed without a token: it is what the machine did. */
async function bookResult(
  tx: Transaction,
  { desk }: OutletDeps,
  seat: Seat,
  { vendId, result }: JournalEntry,
): Promise<string> {
  if (!vendId || !result) throw bad('a VEND needs vendId and result');
  const vend = await lockVend(tx, seat.kiosk, uuidKey(vendId, 'Vend'));
  if (!vend) throw bad(`there is no vend ${vendId}`);
  await applyResult(tx, desk, seat, vend, result, 'JOURNAL', 'journal');
  return vend.id;
}
