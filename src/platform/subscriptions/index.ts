export { shareable, type SharedDocument } from './document.js';
export { createMemo, Hub, type Asked, type Seat } from './hub.js';
export { SubscriptionMetrics } from './metrics.js';
export type { Outlet } from './outlet.js';
export type { GroupServices } from './services.js';
export { FeedSubscription, type FeedSource, type Place, type Snapshot } from './source.js';
export type { ResyncReason } from './subscriber.js';
export type { Beginning } from './subscriber.js';
