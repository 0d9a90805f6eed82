export { createLocalBell, createRedisBell, type Bell } from './bell.js';
export { createCursorCodec, type CursorCodec, type Position } from './cursor.js';
export { Feed, type FeedEvent } from './feed.js';
export { follow, type Live, type ResyncReason, type Start } from './follow.js';
export { startSequencer, type Sequencer } from './sequencer.js';
