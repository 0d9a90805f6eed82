import type { Database } from '../../../platform/persistence/index.js';
import type { Viewer } from '../../../platform/policy/index.js';
import { coveredPart, type ProofBundle } from '../../../proof/index.js';
import { hashUri } from '../epcis/event-hash.js';
import { contextOf, type EpcisEvent, type Prefixes } from '../epcis/epcis.types.js';
import { visibleEvents } from '../events/index.js';
import { proofBundles, type LoggedEvent, type Reads } from '../log/index.js';

/** Why there is no proof: no such event that the viewer may see, not yet under a signed head, salt deleted, no such earlier head. */
export type NoProof = 'NOT_FOUND' | 'NOT_COVERED_YET' | 'SALT_DELETED' | 'NO_EARLIER_HEAD';

interface EventRow {
  readonly key: number;
  readonly leaf: number;
  readonly hash: Buffer;
  readonly salt: Buffer | null;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
}

const COLUMNS = 'e.id::float8 as key, e.leaf::float8 as leaf, e.hash, e.salt, e.event, e.context as prefixes';

/**
 * Proofs of events by their keys, in that order, in six statements at most; null where no head covers an event, its salt is deleted
 * or no head of `earlierSize` was signed. Who may see the events is asked before.
 */
export async function proofsOf(
  reads: Reads,
  keys: readonly number[],
  earlierSize: number | null,
): Promise<(ProofBundle | null)[]> {
  const rows = await reads.read<EventRow>(
    'trace_logged_events',
    `select ${COLUMNS} from trace_event e where e.id = any($1::bigint[]) and e.salt is not null`,
    [keys],
  );
  const bundles = await proofBundles(reads, rows.map(loggedOf), earlierSize);
  const found = new Map(rows.map(({ key }, at) => [key, bundles[at]!]));
  return keys.map((key) => found.get(key) ?? null);
}

/** The proof of the event at a place of the log, where the viewer may see that event. */
export async function proofOfLeaf(
  db: Database,
  viewer: Viewer,
  leaf: number,
  earlierSize: number | null,
): Promise<ProofBundle | NoProof> {
  const values: unknown[] = [leaf];
  const seen = visibleEvents(viewer, values);
  const {
    rows: [row],
  } = await db.pool.query<EventRow>(`select ${COLUMNS} from trace_event e where e.leaf = $1 and ${seen}`, values);
  if (!row) return 'NOT_FOUND';
  if (!row.salt) return 'SALT_DELETED';
  const [bundle] = await proofBundles(db, [loggedOf(row)], earlierSize);
  if (bundle) return bundle;
  const covered = earlierSize !== null && (await proofBundles(db, [loggedOf(row)]))[0];
  return covered ? 'NO_EARLIER_HEAD' : 'NOT_COVERED_YET';
}

/** Told as it was hashed: with the prefixes it came with, and its id where that is its hash. */
function loggedOf({ leaf, hash, salt, event, prefixes }: EventRow): LoggedEvent {
  const { eventID, ...rest } = coveredPart(event);
  const own = eventID === hashUri(hash);
  const document = { '@context': contextOf(prefixes), ...(own && { eventID }), ...rest };
  return { leafIndex: leaf, eventHash: hash, salt: salt!, document };
}
