import DataLoader from 'dataloader';
import type { Language } from '../../shared/domain-error.js';
import type { CursorCodec, Feed } from '../events/index.js';
import type { Database } from '../persistence/index.js';
import type { Viewer } from '../policy/index.js';

/** What every resolver gets, over HTTP and WebSocket alike. */
export interface RequestContext {
  readonly db: Database;
  /** The event log, as this process sees it. */
  readonly live: { readonly feed: Feed; readonly cursors: CursorCodec };
  readonly viewer: Viewer;
  readonly language: Language;
  readonly requestId: string;
  /** Batch loaders of this request, by name; see {@link loaderOf}. */
  readonly loaders: Map<string, DataLoader<never, unknown, unknown>>;
}

export function createContext(base: Omit<RequestContext, 'loaders'>): RequestContext {
  return { ...base, loaders: new Map() };
}

/** The request's loader of that name, made on first use. `load` answers in the order of its keys. */
export function loaderOf<Key, Value>(
  context: RequestContext,
  name: string,
  load: (keys: readonly Key[]) => Promise<ArrayLike<Value | Error>>,
): DataLoader<Key, Value> {
  let loader = context.loaders.get(name) as DataLoader<Key, Value> | undefined;
  if (!loader) {
    loader = new DataLoader<Key, Value>(load, { maxBatchSize: 500 });
    context.loaders.set(name, loader as unknown as DataLoader<never, unknown, unknown>);
  }
  return loader;
}
