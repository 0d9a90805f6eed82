import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const STOCK_CHANGES = `subscription($after: Cursor, $filter: StockChangesFilter) { stockChanges(after: $after, filter: $filter) {
  __typename
  ... on StockSnapshot { cursor complete items { id product { id } site { code } onHand reserved available version } }
  ... on StockChange { cursor sequence occurredAt item { id product { id } site { code } onHand reserved available version } }
  ... on ResyncRequired { reason } } }`;

export interface WatchedItem {
  id: string;
  product: { id: string };
  site: { code: string };
  onHand: string;
  reserved: string;
  available: string;
  version: number;
}

export type Message =
  | { __typename: 'StockSnapshot'; cursor: string; complete: boolean; items: WatchedItem[] }
  | { __typename: 'StockChange'; cursor: string; sequence: number; occurredAt: string; item: WatchedItem }
  | { __typename: 'ResyncRequired'; reason: string };

export interface Watch {
  /** Everything that came, in order. */
  readonly messages: Message[];
  /** Settles when the subscription is over: the close code of the socket, null for an orderly end or our own drop. */
  readonly over: Promise<number | null>;
  /** Waits until what came satisfies the test; answers it all. */
  until(test: (messages: readonly Message[]) => boolean, ms?: number): Promise<Message[]>;
  /** Cuts the connection, as a lost network does. */
  drop(): void;
}

export interface WatchOptions {
  after?: string | undefined;
  filter?: { siteCodes?: string[]; productIds?: string[] };
  token?: string;
  onMessage?: (message: Message) => void;
}

/** Cut off while it still connects, a socket reports an error that nobody but the client listens for. */
class QuietSocket extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

/** Subscribes to `stockChanges` once: no retry, so that every disconnect is seen. `url` is the server's http address. */
export function watchStock(url: string, { after, filter, token, onMessage }: WatchOptions = {}): Watch {
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: QuietSocket,
    retryAttempts: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  const over = new Promise<number | null>((resolve, reject) => {
    client.subscribe<{ stockChanges: Message }>(
      { query: STOCK_CHANGES, variables: { after, filter } },
      {
        next: ({ data, errors }) => {
          if (errors || !data) return reject(new Error(JSON.stringify(errors)));
          messages.push(data.stockChanges);
          onMessage?.(data.stockChanges);
          for (const check of [...waiting]) check();
        },
        error: (error) =>
          'code' in (error as object) ? resolve((error as { code: number }).code) : reject(error as Error),
        complete: () => resolve(null),
      },
    );
  });
  // Whoever does not ask how it ended is not told by a crash.
  over.catch(() => undefined);
  return {
    messages,
    over,
    until: (test, ms = 5_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!test(messages)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve([...messages]);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`did not come within ${ms} ms; came: ${JSON.stringify(messages).slice(0, 2_000)}`));
        }, ms);
        waiting.add(check);
        check();
      }),
    drop: () => client.terminate(),
  };
}
