export { type Retry } from './backoff.js';
export type { Feed, FeedOptions, FeedState } from './feed.types.js';
export { followFeed } from './follow-feed.js';
export { type Keep, type Kept, memoryKeep, storageKeep, type TextStorage } from './keep.js';
export { type Patience } from './line.js';
export { FeedError, type FeedItem, type GraphQLFault, readByShape, type Told } from './message.js';
export { type FeedEvent } from './unread.js';
export { type Token } from './token.js';
