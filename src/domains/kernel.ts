import type { Logger } from 'pino';
import type { ConsumerOptions, EventKinds } from '../platform/events/index.js';
import type { NodeRegistry } from '../platform/graphql/index.js';
import type { Job, Recurring } from '../platform/jobs/index.js';
import type { Database } from '../platform/persistence/index.js';
import type { Policy } from '../platform/policy/index.js';
import type { Privacy } from '../platform/privacy/index.js';
import type { Clock } from '../shared/clock.js';

/** What the platform gives every domain. */
export interface Kernel {
  readonly db: Database;
  readonly policy: Policy;
  readonly nodes: NodeRegistry;
  /** Kinds of events in the log, each declared by its domain. */
  readonly events: EventKinds;
  readonly privacy: Privacy;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Demo data and synthetic people are accepted. */
  readonly demo: boolean;
}

/** How a domain follows the event log, each event once: see `startConsumer`. */
export type Follower = Pick<ConsumerOptions, 'name' | 'kinds' | 'handle' | 'lost'>;

/** What every domain gives the app; each adds its own services beside it. */
export interface Domain {
  readonly resolvers: readonly object[];
  /** Object types that only an interface or a union leads to. */
  readonly orphanedTypes?: readonly (new (...args: never[]) => object)[];
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly recurring?: readonly Recurring[];
  readonly followers?: readonly Follower[];
  stop?(): Promise<void>;
}
