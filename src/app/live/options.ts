import type { Logger } from 'pino';
import type { Authenticator } from '../../platform/auth/index.js';
import type { RequestContext } from '../../platform/graphql/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import type { Hub, SubscriptionMetrics } from '../../platform/subscriptions/index.js';

/** How many at once; 0 is without limit. */
export interface LiveLimits {
  readonly socketsPerAddress: number;
  readonly subscriptionsPerSocket: number;
  readonly subscriptionsPerCredential: number;
}

export interface SessionsOptions {
  hub: Hub;
  authenticator: Authenticator;
  limits: LiveLimits;
  metrics: SubscriptionMetrics;
  logger: Logger;
  contextOf(viewer: Viewer, said: Said): RequestContext;
}

/** What a client said of itself when it connected. */
export interface Said {
  readonly authorization: string | undefined;
  readonly language: string | undefined;
  readonly requestId: string;
}
