import { M0001Events } from './m0001-events.js';
import { M0002Places } from './m0002-places.js';
import { M0003People } from './m0003-people.js';
import { M0004Catalogue } from './m0004-catalogue.js';
import { M0005Shops } from './m0005-shops.js';
import { M0006Stock } from './m0006-stock.js';
import { M0007Orders } from './m0007-orders.js';
import { M0008PlaceOrders } from './m0008-place-orders.js';
import { M0009EventLogPartitions } from './m0009-event-log-partitions.js';
import { M0010CredentialEvents } from './m0010-credential-events.js';
import { M0011ProductNews } from './m0011-product-news.js';
import { M0012EventConsumers } from './m0012-event-consumers.js';
import { M0013Channels } from './m0013-channels.js';
import { M0014ChannelOrders } from './m0014-channel-orders.js';
import { M0015Outlets } from './m0015-outlets.js';
import { M0016Circulation } from './m0016-circulation.js';
import { M0017Quality } from './m0017-quality.js';
import { M0018Settlement } from './m0018-settlement.js';
import { M0019OpenRefunds } from './m0019-open-refunds.js';
import { M0020InboxVersion } from './m0020-inbox-version.js';
import { M0021CounterSales } from './m0021-counter-sales.js';
import { M0022TraceLog } from './m0022-trace-log.js';
import { M0023TraceEvents } from './m0023-trace-events.js';
import { M0024Market } from './m0024-market.js';
import { M0025DropPlaceOrdersV1 } from './m0025-drop-place-orders-v1.js';
import { M0026CancelledLines } from './m0026-cancelled-lines.js';
import { M0027PromisedSlots } from './m0027-promised-slots.js';
import { M0028ChannelRates } from './m0028-channel-rates.js';
import { M0029Claims } from './m0029-claims.js';
import { M0030ClaimsInOneLook } from './m0030-claims-in-one-look.js';

/** Every migration in the order it runs: a list, not a glob, so that the built server and the tests run the same set. */
export const migrations = [
  M0001Events,
  M0002Places,
  M0003People,
  M0004Catalogue,
  M0005Shops,
  M0006Stock,
  M0007Orders,
  M0008PlaceOrders,
  M0009EventLogPartitions,
  M0010CredentialEvents,
  M0011ProductNews,
  M0012EventConsumers,
  M0013Channels,
  M0014ChannelOrders,
  M0015Outlets,
  M0016Circulation,
  M0017Quality,
  M0018Settlement,
  M0019OpenRefunds,
  M0020InboxVersion,
  M0021CounterSales,
  M0022TraceLog,
  M0023TraceEvents,
  M0024Market,
  M0025DropPlaceOrdersV1,
  M0026CancelledLines,
  M0027PromisedSlots,
  M0028ChannelRates,
  M0029Claims,
  M0030ClaimsInOneLook,
].map((migration) => ({ name: migration.name, class: migration }));
