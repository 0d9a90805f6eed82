import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What came of a subscription so far, and how to wait for more. */
export interface Watch<Message> {
  /** Everything that came, in order. */
  readonly messages: Message[];
  /** Settles when the subscription is over: the close code of the socket, null for an orderly end or our own drop. */
  readonly over: Promise<number | null>;
  /** Waits until what came satisfies the test; answers it all. */
  until(test: (messages: readonly Message[]) => boolean, ms?: number): Promise<Message[]>;
  /** Cuts the connection, as a lost network does. */
  drop(): void;
}

export interface FeedWanted<Message> {
  /** A subscription of one field; its value is the message. */
  query: string;
  variables?: Record<string, unknown>;
  token?: string | undefined;
  onMessage?: ((message: Message) => void) | undefined;
}

/** Cut off while it still connects, a socket reports an error that nobody but the client listens for. */
class QuietSocket extends WebSocket {
  constructor(address: string, protocols: string) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

/** Subscribes once: no retry, so that every disconnect is seen. `url` is the server's http address. */
export function watchFeed<Message>(
  url: string,
  { query, variables = {}, token, onMessage }: FeedWanted<Message>,
): Watch<Message> {
  const messages: Message[] = [];
  const waiting = new Set<{ check: () => void; fail: (error: Error) => void }>();
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: QuietSocket,
    retryAttempts: 0,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  const over = new Promise<number | null>((resolve, reject) => {
    const refused = (reasons: unknown) => {
      const error = new Error(JSON.stringify(reasons));
      for (const { fail } of [...waiting]) fail(error);
      reject(error);
    };
    client.subscribe<Record<string, Message>>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors || !data) return refused(errors);
          const message = Object.values(data)[0]!;
          messages.push(message);
          onMessage?.(message);
          for (const { check } of [...waiting]) check();
        },
        error: (error) => ('code' in (error as object) ? resolve((error as { code: number }).code) : refused(error)),
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
        const done = () => {
          clearTimeout(timer);
          waiting.delete(waiter);
        };
        const waiter = {
          check: () => {
            if (!test(messages)) return;
            done();
            resolve([...messages]);
          },
          fail: (error: Error) => {
            done();
            reject(error);
          },
        };
        const timer = setTimeout(
          () =>
            waiter.fail(new Error(`did not come within ${ms} ms; came: ${JSON.stringify(messages).slice(0, 2_000)}`)),
          ms,
        );
        waiting.add(waiter);
        over.catch(waiter.fail);
        waiter.check();
      }),
    drop: () => client.terminate(),
  };
}
