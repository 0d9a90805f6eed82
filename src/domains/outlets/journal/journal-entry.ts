import { fingerprint } from '../../../platform/persistence/index.js';
import { outletErrors } from '../outlets.errors.js';
import type { EntryKey } from './journal.rules.js';

export const ENTRY_KINDS = ['SALE', 'RETURN', 'VEND', 'LOST', 'NOTE'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What a device wrote down; which fields it needs, its kind says. */
export interface JournalEntry {
  seq: number;
  entryId: string;
  kind: EntryKind;
  /** Its clock, ISO text; it may lie. */
  at: string;
  /** SALE: the slot, what was paid and how. RETURN: how much went back. */
  slot?: string | null;
  amountFen?: number | null;
  method?: string | null;
  reference?: string | null;
  /** SALE: which planogram it sold by; left out, the newest. */
  planogram?: number | null;
  /** RETURN: the entry id of the sale. */
  original?: string | null;
  /** VEND: global id of the vend and what became of it. */
  vendId?: string | null;
  result?: 'VENDED' | 'FAILED' | null;
  /** NOTE, LOST: what happened. */
  text?: string | null;
}

/** Refuses an upload that cannot be told apart into entries; what an entry says is looked at when it is booked. */
export function checkUpload(entries: readonly JournalEntry[]): void {
  if (entries.length < 1 || entries.length > 250) throw outletErrors.refuse('TOO_MANY_ENTRIES', { field: 'entries' });
  for (const [i, { seq, entryId }] of entries.entries()) {
    if (!Number.isSafeInteger(seq) || seq < 1) throw outletErrors.refuse('BAD_ENTRY', { field: `entries.${i}.seq` });
    if (!/^[\w:.-]{1,64}$/.test(entryId)) throw outletErrors.refuse('BAD_ENTRY', { field: `entries.${i}.entryId` });
  }
}

/** Its content without what names it: the same id with another one is a conflict. */
export function bodyOf({ seq: _seq, entryId: _entryId, ...entry }: JournalEntry): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== undefined));
}

export const keyOf = (entry: JournalEntry): EntryKey => ({
  seq: entry.seq,
  entryId: entry.entryId,
  fingerprint: fingerprint(bodyOf(entry)),
});
