import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What the till did, in the order it did it. */
export interface JournalEvent {
  readonly seq: number;
  readonly eventId: string;
  readonly kind: 'SALE' | 'RETURN' | 'VOID';
  readonly receiptNo: string;
  readonly occurredAt: string;
  readonly originalReceiptNo?: string;
  readonly lines: readonly { readonly barcode: string; readonly qty: number; readonly amountFen: number }[];
  readonly tenders: readonly { readonly method: string; readonly amountFen: number }[];
}

/**
 * The till's memory, on its disk: a line for each event, written through before the buyer gets the receipt, and how far the
 * platform has confirmed. A half-written last line is an event that never happened.
 */
export class Journal {
  readonly events: JournalEvent[] = [];
  acked = 0;
  private readonly file: string;
  private readonly ackFile: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'journal.jsonl');
    this.ackFile = join(folder, 'acked');
    if (existsSync(this.file)) {
      const text = readFileSync(this.file, 'utf8');
      // What follows the last line feed was cut off by a crash.
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      if (whole.length < text.length) truncateSync(this.file, Buffer.byteLength(whole));
      for (const line of whole.split('\n').slice(0, -1)) this.events.push(JSON.parse(line) as JournalEvent);
    }
    if (existsSync(this.ackFile)) this.acked = Number(readFileSync(this.ackFile, 'utf8'));
  }

  get nextSeq(): number {
    return (this.events.at(-1)?.seq ?? 0) + 1;
  }

  append(event: JournalEvent): void {
    durably(this.file, 'a', `${JSON.stringify(event)}\n`);
    this.events.push(event);
  }

  /** What the platform has not confirmed, oldest first. */
  unconfirmed(most: number): JournalEvent[] {
    return this.events.filter(({ seq }) => seq > this.acked).slice(0, most);
  }

  /** The platform has everything up to this number. */
  confirm(seq: number): void {
    if (seq <= this.acked) return;
    durably(`${this.ackFile}.new`, 'w', String(seq));
    renameSync(`${this.ackFile}.new`, this.ackFile);
    this.acked = seq;
  }
}

function durably(path: string, how: 'a' | 'w', text: string): void {
  const file = openSync(path, how);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
