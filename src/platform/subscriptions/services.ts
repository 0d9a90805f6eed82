import type { ExecutionResult } from 'graphql';
import type { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { CursorCodec, Feed } from '../events/index.js';
import type { SubscriptionMetrics } from './metrics.js';

/** What every group needs of the server it runs on. */
export interface GroupServices {
  readonly feed: Feed;
  readonly cursors: CursorCodec;
  readonly logger: Logger;
  readonly metrics: SubscriptionMetrics;
  /** Written messages of the recent past, of all groups: those who come back to one share them. */
  readonly memo: LRUCache<string, string>;
  /** Those that are being written now. */
  readonly executing: Map<string, Promise<string>>;
  /** Lets a few snapshots at once through to the database. */
  snapshots<Result>(take: () => Promise<Result>): Promise<Result>;
  /** An execution's result as a client may see it: errors masked, and logged. */
  present(result: ExecutionResult): object;
}
