import type { Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { ProofBundle } from '../../../proof/index.js';
import { proofOfLeaf, type NoProof } from './event-proofs.js';
import { EventProofsResolver } from './proofs.resolver.js';

export type { NoProof } from './event-proofs.js';
export { proofChecks } from './proofs.checks.js';
export { proofOf } from './proof-of.js';

/** Proofs of events, for whoever may see them. */
export interface EventProofs {
  /** By the event's place in the log; `earlierSize` as in the graph. */
  ofLeaf(viewer: Viewer, leaf: number, earlierSize: number | null): Promise<ProofBundle | NoProof>;
}

/** Where events and the log meet: what proves an event, and how far a batch is proved. */
export const createProofs = (db: Database): { proofs: EventProofs; resolvers: readonly object[] } => ({
  proofs: { ofLeaf: (viewer, leaf, earlierSize) => proofOfLeaf(db, viewer, leaf, earlierSize) },
  resolvers: [new EventProofsResolver()],
});
