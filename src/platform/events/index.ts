export { createLocalBell, createRedisBell, type Bell } from './bell.js';
export { startConsumer, type Consumer, type ConsumerOptions } from './consumer.js';
export { createCursorCodec, type CursorCodec, type Position } from './cursor.js';
export type { FeedEvent } from './event.js';
export { Feed, type FeedPage, type LostReason } from './feed.js';
export { EventKinds, type EventKind } from './kinds.js';
export { startSequencer, type Sequencer } from './sequencer.js';
export { createLogRetention } from './retention.js';
