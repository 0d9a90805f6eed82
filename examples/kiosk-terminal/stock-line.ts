import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { StockChangesDocument, type StockChangesSubscription } from '../generated/graph.js';
import { subscriptionUrl, token } from '../settings.js';
import type { StockFile } from './stock-file.js';

export type Sent = StockChangesSubscription['stockChanges'];

const QUERY = print(StockChangesDocument);

/** The line on which a terminal hears of its site's stock. It may break at any time; `follow` goes on from the file's cursor. */
export class StockLine {
  private client: Client | undefined;
  private readonly listeners = new Set<(sent: Sent) => void>();

  constructor(
    private readonly file: StockFile,
    private readonly siteCode: string,
  ) {}

  /** Follows until the line breaks, which it tells by an error. */
  async follow(): Promise<void> {
    // graphql-ws would subscribe again by itself, but with the variables of the first time: the cursor has moved on since.
    this.client = createClient({
      url: subscriptionUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    });
    const variables = { after: this.file.cursor, filter: { siteCodes: [this.siteCode] } };
    for await (const { data, errors } of this.client.iterate<StockChangesSubscription>({ query: QUERY, variables })) {
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      if (data) this.take(data.stockChanges);
    }
  }

  /** Breaks the line as a pulled plug does. */
  drop(): void {
    this.client?.terminate();
  }

  /** Calls `listener` with each item that comes, until the answered function is called. */
  hear(listener: (sent: Sent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private take(sent: Sent): void {
    if (sent.__typename === 'ResyncRequired') this.file.forget();
    else this.file.apply(sent.__typename === 'StockChange' ? [sent.item] : sent.items, sent.cursor);
    for (const listener of this.listeners) listener(sent);
  }
}
