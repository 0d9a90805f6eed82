import { createClient } from 'graphql-ws/client';
import type { GraphQLFault } from './message.js';

/** How long a line may be silent, in ms. */
export interface Patience {
  /** To connect, and for `token()` to answer. */
  connectMs: number;
  /** Between the questions whether the other side is still there. */
  pingMs: number;
  /** For its answer to such a question, or for any message. */
  pongMs: number;
}

export interface LineOptions {
  url: string;
  query: string;
  variables: Record<string, unknown>;
  token: string | undefined;
  webSocketImpl: unknown;
  patience: Patience;
  onConnected: () => void;
  onData: (data: Record<string, unknown>) => void;
}

/** How a line ended. A `fault` is what `onConnected` or `onData` threw. */
export type Ended =
  | { by: 'close'; code: number; reason: string }
  | { by: 'errors'; errors: readonly GraphQLFault[] }
  | { by: 'completion' | 'cut' }
  | { by: 'silence'; reason: string }
  | { by: 'fault'; error: unknown };

export interface Line {
  readonly ended: Promise<Ended>;
  cut(): void;
}

/** One connection with one subscription. graphql-ws would retry with the variables of the first time, and not after every close. */
export function openLine({
  url,
  query,
  variables,
  token,
  webSocketImpl,
  patience,
  onConnected,
  onData,
}: LineOptions): Line {
  let end!: (ended: Ended) => void;
  let over = false;
  let connected = false;
  const ended = new Promise<Ended>((resolve) => {
    end = (how) => {
      if (over) return;
      over = true;
      clearTimeout(silence);
      resolve(how);
      if (how.by === 'close') return;
      // Said goodbye where somebody may hear it; a line that is not up, or dead, is dropped.
      if (connected && how.by !== 'silence') unsubscribe();
      else client.terminate();
    };
  });
  const expect = (ms: number, what: string) => {
    clearTimeout(silence);
    if (!over) silence = setTimeout(() => end({ by: 'silence', reason: `no ${what} within ${ms} ms` }), ms);
  };
  const guarded = (call: () => void) => {
    try {
      call();
    } catch (error) {
      end({ by: 'fault', error });
    }
  };
  let silence: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  let trouble = '';

  const client = createClient({
    url,
    webSocketImpl: quiet(webSocketImpl ?? globalThis.WebSocket),
    retryAttempts: 0,
    keepAlive: patience.pingMs,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
    on: {
      connected: () => {
        connected = true;
        clearTimeout(silence);
        if (!over) guarded(onConnected);
      },
      ping: (received) => {
        if (received) return;
        asked = true;
        expect(patience.pongMs, 'sign of life');
      },
      pong: (received) => {
        if (!received) return;
        asked = false;
        clearTimeout(silence);
      },
      // A slow line that is busy with a large message brings its pong only after it.
      message: () => asked && expect(patience.pongMs, 'sign of life'),
      error: (event) => (trouble = (event as { message?: string }).message ?? ''),
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        end({ by: 'close', code, reason: reason || trouble });
        // After an orderly close (1000) graphql-ws would connect again by itself.
        client.dispose()?.catch(() => undefined);
      },
    },
  });
  expect(patience.connectMs, 'connection');
  const unsubscribe = client.subscribe<Record<string, unknown>>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (over) return;
        if (errors) return end({ by: 'errors', errors });
        if (data) guarded(() => onData(data));
      },
      // An Event of a socket that could not connect is followed by its close, which says more.
      error: (error) => {
        if (Array.isArray(error)) end({ by: 'errors', errors: error as GraphQLFault[] });
        else if (error instanceof Error) end({ by: 'silence', reason: error.message });
      },
      complete: () => end({ by: 'completion' }),
    },
  );
  return { ended, cut: () => end({ by: 'cut' }) };
}

/** A socket of `ws` that is cut while it connects reports an error after all listeners are gone, which ends the process. */
function quiet(implementation: unknown): unknown {
  const Socket = implementation as (new (address: string, protocol: string) => object) | undefined;
  if (typeof (Socket?.prototype as { on?: unknown } | undefined)?.on !== 'function') return implementation;
  return class extends Socket! {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      (this as unknown as { on(event: 'error', listener: () => void): void }).on('error', () => undefined);
    }
  };
}

/** Why it ended, for people. */
export function wordsOf(ended: Ended): string {
  switch (ended.by) {
    case 'close':
      return ended.reason ? `closed with ${ended.code}: ${ended.reason}` : `closed with ${ended.code}`;
    case 'errors':
      return ended.errors.map(({ message }) => message).join('; ');
    case 'silence':
      return ended.reason;
    default:
      return 'the server ended it';
  }
}
