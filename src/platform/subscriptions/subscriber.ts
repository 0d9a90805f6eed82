import { setTimeout as sleep } from 'node:timers/promises';
import type { LostReason, Position } from '../events/index.js';
import type { Outlet } from './outlet.js';

/** Why a reader must forget what it holds: a fresh snapshot follows. */
export type ResyncReason = 'CURSOR_INVALID' | 'EPOCH_CHANGED' | 'PAST_RETENTION' | 'ACCESS_CHANGED';

/** Where a subscription begins: after a position, or with a snapshot, which a reason may precede. */
export type Beginning = { readonly after: Position } | { readonly resync?: ResyncReason };

export interface Message {
  pos: number;
  json: string;
}

/** What comes after a position, ready to be sent; all of the log up to `upTo` was looked at. */
export interface Batch {
  messages: Message[];
  upTo: number;
  lost?: LostReason;
}

/** What a subscriber asks of its group. */
export interface Shared {
  after(position: Position, thin: boolean): Promise<Batch>;
  snapshot(): Promise<{ position: Position; messages: string[] }>;
  resyncMessage(reason: ResyncReason): Promise<string>;
  /** Takes it among those the group sends to, if it has all there is; in one step with the look at it. */
  admit(subscriber: Subscriber): boolean;
  failed(error: unknown): void;
}

const RETRY_MS = 1_000;

/**
 * One reader of a group. While it is up to date the group sends to it; while it is behind (new, resuming, or reading too
 * slowly) it reads for itself from its position, one page at a time, so that its memory stays the same however slow it is.
 */
export class Subscriber {
  private position: Position | undefined;
  private resync: ResyncReason | undefined;
  private gone = false;
  private reading = false;
  private slow = false;

  constructor(
    private readonly group: Shared,
    readonly outlet: Outlet,
    beginning: Beginning,
  ) {
    // Its own, and stepped in place: one object less for every message to every reader.
    if ('after' in beginning) this.position = { ...beginning.after };
    else this.resync = beginning.resync;
  }

  /** Where somebody else would have to begin to go on in its place. */
  get standing(): Beginning {
    if (this.position) return { after: { ...this.position } };
    return this.resync ? { resync: this.resync } : {};
  }

  get epoch(): string | undefined {
    return this.position?.epoch;
  }

  get pos(): number {
    return this.position?.pos ?? -1;
  }

  /** Reads for itself until it has caught up with the group. */
  catchUp(): void {
    if (this.reading) return;
    this.reading = true;
    void this.run();
  }

  /** From the group: false if its reader has left too much unread, and the message was not taken. */
  take(pos: number, json: string): boolean {
    if (pos <= this.pos) return true;
    if (this.outlet.full) {
      this.slow = true;
      this.reached(pos - 1);
      return false;
    }
    this.position!.pos = pos;
    this.outlet.send(json, this.position);
    return true;
  }

  /** Everything up to here was sent to it. */
  reached(pos: number): void {
    if (this.position && pos > this.position.pos) this.position.pos = pos;
  }

  leave(): void {
    this.gone = true;
  }

  private async run(): Promise<void> {
    while (!this.gone) {
      try {
        if (await this.step()) return;
      } catch (error) {
        this.group.failed(error);
        await sleep(RETRY_MS * (0.5 + Math.random()));
      }
    }
  }

  /** One page or one snapshot; true when it is up to date, and the group sends from here on. */
  private async step(): Promise<boolean> {
    await this.outlet.room();
    if (this.gone) return true;
    if (!this.position) {
      await this.begin();
      return false;
    }
    const batch = await this.group.after(this.position, this.slow);
    if (batch.lost) {
      this.position = undefined;
      this.resync = batch.lost;
      return false;
    }
    for (const { pos, json } of batch.messages) {
      if (this.outlet.full) await this.outlet.room();
      if (this.gone) return true;
      this.reached(pos);
      this.outlet.send(json, this.position);
    }
    this.reached(batch.upTo);
    if (!this.group.admit(this)) return false;
    // In the same step: from here on the group may find it slow, and send it back to reading.
    this.slow = this.reading = false;
    return true;
  }

  private async begin(): Promise<void> {
    if (this.resync) {
      this.outlet.send(await this.group.resyncMessage(this.resync));
      this.resync = undefined;
    }
    const { position, messages } = await this.group.snapshot();
    for (const [i, json] of messages.entries()) {
      await this.outlet.room();
      if (this.gone) return;
      this.outlet.send(json, i === messages.length - 1 ? position : undefined);
    }
    this.position = { ...position };
  }
}
