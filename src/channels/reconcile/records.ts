import type { RemoteRecord } from '../../plugin-kit/index.js';

/** Something that the remote side has, or the end of what it lists. */
export type Listed = Exclude<RemoteRecord, { kind: 'end' }>;
export type End = Extract<RemoteRecord, { kind: 'end' }>;
