import type { Database } from '../../platform/persistence/index.js';
import type { Clock } from '../../shared/clock.js';
import type { OrderDesk, OrderIntake } from '../orders/index.js';
import type { VendTokens } from './vends/vend-token.js';

/** What the commands of outlets are made of. */
export interface OutletDeps {
  readonly db: Database;
  readonly desk: OrderDesk;
  readonly intake: OrderIntake;
  readonly tokens: VendTokens;
  readonly clock: Clock;
}
