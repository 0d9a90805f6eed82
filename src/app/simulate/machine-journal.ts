import { randomUUID } from 'node:crypto';
import type { GraphClient, Random } from './graph-client.js';

interface Entry {
  seq: number;
  entryId: string;
  kind: string;
  at: string;
}

const YEAR_MS = 365 * 86_400_000;
const PART = 100;

/** What a machine writes down while it is offline, and uploads until all of it is acknowledged. */
export class MachineJournal {
  private entries: Entry[] = [];
  private seq = 0;
  readonly quarantined: string[] = [];

  constructor(
    private readonly graph: GraphClient,
    private readonly random: Random,
    /** How likely the clock lies. */
    private readonly lies: number,
  ) {}

  get length(): number {
    return this.entries.length;
  }

  /** Answers the entry's id. */
  write(kind: string, facts: object): string {
    const lie = this.random() < this.lies ? (this.random() * 2 - 1) * YEAR_MS : 0;
    const entryId = randomUUID();
    this.entries.push({ seq: ++this.seq, entryId, kind, at: new Date(Date.now() + lie).toISOString(), ...facts });
    return entryId;
  }

  /** Sends a part of what is not acknowledged; with `badly` in a wrong order and twice at once, as bad lines do. */
  async upload(badly = false): Promise<void> {
    if (this.entries.length === 0) return;
    const part = this.entries.slice(0, PART);
    if (badly) {
      const some = part.filter(() => this.random() < 0.7).toReversed();
      if (some.length > 0) await Promise.all([this.send(some), this.send(some)]);
    }
    const acked = await this.send(part);
    this.entries = this.entries.filter(({ seq }) => seq > acked);
  }

  /** Until the server has all of it. */
  async flush(): Promise<void> {
    for (let tries = 0; this.entries.length > 0; tries++) {
      const { length } = this.entries;
      await this.upload();
      if (this.entries.length === length && tries > 20)
        throw new Error(`${length} entries of a journal are not acknowledged`);
    }
  }

  /** The counter goes back, as when a storage is replaced; only what is acknowledged may be forgotten. */
  async reset(): Promise<void> {
    await this.flush();
    this.seq = 0;
  }

  /** Answers through which number all is booked. */
  private async send(entries: readonly Entry[]): Promise<number> {
    const { receipt, userErrors } = await this.graph.call(
      'journalUpload',
      { entries },
      'receipt { ackedThroughSeq results { entryId status code } }',
    );
    if (!receipt) throw new Error(`a journal was refused: ${userErrors[0].code}`);
    for (const { entryId, status, code } of receipt.results)
      if (status === 'QUARANTINED' || status === 'CONFLICT') this.quarantined.push(`${entryId}: ${code}`);
    return receipt.ackedThroughSeq;
  }
}
