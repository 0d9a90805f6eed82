import type { IncomingMessage } from 'node:http';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { CursorCodec } from '../../platform/events/index.js';
import type { Logger } from '../../platform/logging/index.js';
import type { SubscriptionMetrics } from '../../platform/subscriptions/index.js';
import type { Documents } from './documents.js';
import type { Sessions } from './sessions.js';

/** What both transports of subscriptions need. */
export interface Live {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly cursors: CursorCodec;
  readonly metrics: SubscriptionMetrics;
  readonly logger: Logger;
  /** A result as a client may see it: errors masked, and logged. */
  present(result: ExecutionResult): ExecutionResult;
  /** The client's address, behind however many proxies are trusted. */
  addressOf(request: IncomingMessage): string;
}
