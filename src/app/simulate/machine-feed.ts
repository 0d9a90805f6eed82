import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const FEED = `subscription($after: Cursor) { kioskFeed(after: $after) {
  ... on KioskSnapshot { cursor items { ... on Slot { id code level version } } }
  ... on KioskChange { cursor item { ... on Slot { id code level version } } }
  ... on ResyncRequired { reason } } }`;

interface FedSlot {
  id?: string;
  code: string;
  level: number;
  version: number;
}

interface Message {
  cursor?: string;
  items?: FedSlot[];
  item?: FedSlot;
  reason?: string;
}

/** Cut off while it still connects, a socket reports an error that nobody but the client listens for. */
class QuietSocket extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

/** A machine's view of its slots by `kioskFeed`: it loses its line now and then, and goes on from its cursor. */
export class MachineFeed {
  readonly slots = new Map<string, FedSlot>();
  private cursor: string | null = null;
  private stopped = false;
  private client: ReturnType<typeof createClient> | undefined;

  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
  ) {}

  /** Follows until stopped; each line lost is taken up again. */
  async follow(): Promise<void> {
    while (!this.stopped) {
      await this.line();
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 800));
    }
  }

  drop(): void {
    this.client?.terminate();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  private async line(): Promise<void> {
    const client = createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: QuietSocket,
      retryAttempts: 0,
      connectionParams: async () => ({ authorization: `Bearer ${await this.token()}` }),
    });
    this.client = client;
    await new Promise<void>((resolve) => {
      client.subscribe<{ kioskFeed: Message }>(
        { query: FEED, variables: { after: this.cursor } },
        {
          next: ({ data }) => data && this.take(data.kioskFeed),
          error: () => resolve(),
          complete: () => resolve(),
        },
      );
    });
  }

  private take({ cursor, items, item, reason }: Message): void {
    if (reason) {
      this.slots.clear();
      this.cursor = null;
      return;
    }
    if (cursor) this.cursor = cursor;
    for (const slot of items ?? (item ? [item] : [])) {
      if (slot.code === undefined) continue;
      const held = this.slots.get(slot.code);
      if (!held || slot.version > held.version) this.slots.set(slot.code, slot);
    }
  }
}
