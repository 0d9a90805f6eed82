import { randomUUID } from 'node:crypto';
import { signed, type SignedRequest, type TillOptions } from './signed.js';

/** An event as a till keeps it. */
export interface TillEvent {
  seq: number;
  eventId: string;
  kind: string;
  receiptNo: string;
  occurredAt: string;
  originalReceiptNo?: string | undefined;
  lines: object[];
  tenders: object[];
}

export interface BatchAnswer {
  ackedThroughSeq: number;
  missing: [number, number][];
  results: { seq: number; status: string; code: string | null }[];
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

type Line = Record<string, unknown> & { amountFen: number };

/** A till of a store: it sells on its own, numbers what it did, and sends it signed. */
export class Till {
  readonly journal: TillEvent[] = [];
  epoch: number | undefined;
  day = '2026-07-01';

  constructor(private readonly options: TillOptions) {}

  sell(lines: readonly Line[], over: Partial<TillEvent> = {}): TillEvent {
    return this.write('SALE', lines, over);
  }

  takeBack(original: TillEvent | null, lines: readonly Line[], over: Partial<TillEvent> = {}): TillEvent {
    return this.write('RETURN', lines, { originalReceiptNo: original?.receiptNo, ...over });
  }

  undo(original: TillEvent): TillEvent {
    return this.write('VOID', [], { originalReceiptNo: original.receiptNo, tenders: [] });
  }

  /** The batch of these events, as it goes over the line. */
  batch(events: readonly TillEvent[], over: Record<string, unknown> = {}): string {
    return JSON.stringify({
      batchId: randomUUID(),
      deviceId: this.options.deviceId,
      ...(this.epoch !== undefined && { epoch: this.epoch }),
      businessDate: this.day,
      firstSeq: events[0]!.seq,
      lastSeq: events.at(-1)!.seq,
      events,
      ...over,
    });
  }

  send(...events: TillEvent[]): Promise<Answer<BatchAnswer>> {
    return this.say('POST', 'batches', this.batch(events));
  }

  /** Sends, and answers each event's status, with its code where it has one. */
  async told(...events: TillEvent[]): Promise<string[]> {
    const { status, body } = await this.send(...events);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.results.map(({ status: is, code }) => (code ? `${is} ${code}` : is));
  }

  say<Body>(
    method: string,
    below: string,
    body: Buffer | string = '',
    type = 'application/json',
  ): Promise<Answer<Body>> {
    return this.deliver<Body>(signed(this.options, method, below, body), type);
  }

  async deliver<Body>(
    { method, path, headers, body }: SignedRequest,
    type = 'application/json',
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.options.url}${path}`, {
      method,
      headers: { ...headers, ...(method !== 'GET' && { 'content-type': type }) },
      ...(method !== 'GET' && { body: new Uint8Array(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
  }

  private write(kind: string, lines: readonly Line[], over: Partial<TillEvent>): TillEvent {
    const seq = this.journal.length + 1;
    const event: TillEvent = {
      seq,
      eventId: randomUUID(),
      kind,
      receiptNo: `${this.options.deviceId}-${seq}`,
      occurredAt: `${this.day}T09:00:00+08:00`,
      lines: [...lines],
      tenders: [{ method: 'cash', amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) }],
      ...over,
    };
    this.journal.push(event);
    return event;
  }
}
