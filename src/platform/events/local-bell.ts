/** `pending`: a transaction wrote events. `fed`: the log reaches at least this position. */
export type Chime = 'pending' | 'fed';

/** Says "there is more" and nothing else: a lost chime costs latency, never an event, for every listener polls as well. */
export interface Bell {
  ring(chime: Chime, pos: number): void;
  on(chime: Chime, listener: (pos: number) => void): () => void;
  close(): Promise<void>;
}

/** The bell of one process. */
export function createLocalBell(): Bell {
  const listeners = { pending: new Set<(pos: number) => void>(), fed: new Set<(pos: number) => void>() };
  return {
    ring: (chime, pos) => listeners[chime].forEach((listener) => listener(pos)),
    on: (chime, listener) => {
      listeners[chime].add(listener);
      return () => void listeners[chime].delete(listener);
    },
    close: async () => undefined,
  };
}
