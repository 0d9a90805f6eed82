import { randomUUID } from 'node:crypto';
import { mayCall } from '../calls/breaker.rules.js';
import { timeoutOf } from '../calls/calls.js';
import { delivers } from '../connections/connection.rules.js';
import type { ConnectionBook, OpenConnection } from '../connections/connection-book.js';
import { deliverBatch, type DeliverOptions } from './deliver.js';
import type { StoredDelivery } from './outbox-store.js';

export interface OutboxOptions extends DeliverOptions {
  readonly book: ConnectionBook;
}

/** Tells the remote sides what is due: for each connection as much at once as it may have at work. */
export class Outbox {
  private readonly busy = new Map<string, number>();

  constructor(private readonly options: OutboxOptions) {}

  async startDue(): Promise<Promise<unknown>[]> {
    const started: Promise<unknown>[] = [];
    for (const connection of await this.options.store.due()) {
      const open = await this.options.book.working(connection, delivers);
      if (!open?.plugin.outbound) continue;
      const { outbound, breaker } = this.options.calls.linesOf(open);
      // Half open, one try shows whether it works again.
      const most = breaker.openUntil === null ? outbound.concurrency : 1;
      if (!mayCall(breaker, Date.now())) continue;
      for (let at = this.busy.get(connection) ?? 0; at < most; at++) {
        const claimed = await this.claim(open);
        if (!claimed) break;
        started.push(this.work(open, claimed));
      }
    }
    return started;
  }

  private async claim(open: OpenConnection): Promise<Claimed | null> {
    const { store, timings } = this.options;
    const lease = randomUUID();
    const seconds = (timeoutOf(open) + timings.leaseSlackMs) / 1_000;
    const batch = await store.claim(open.stored.code, open.plugin.outbound!.batch ?? 1, lease, seconds);
    return batch.length > 0 ? { batch, lease } : null;
  }

  /** Apart from {@link claim}: an async function that answered this promise would wait for it, and all others with it. */
  private work(open: OpenConnection, { batch, lease }: Claimed): Promise<void> {
    const { code } = open.stored;
    this.busy.set(code, (this.busy.get(code) ?? 0) + 1);
    return deliverBatch(this.options, open, batch, lease).finally(() => this.busy.set(code, this.busy.get(code)! - 1));
  }
}

interface Claimed {
  readonly batch: readonly StoredDelivery[];
  readonly lease: string;
}
