/** What a feed is about: an id for ever, and a version that steps with every change of it. */
export interface FeedItem {
  readonly id: string;
  readonly version: number;
}

/** What one message says, whatever its feed calls its parts. */
export type Told<Item extends FeedItem> =
  | { type: 'snapshot'; cursor: string; complete: boolean; items: readonly Item[] }
  | { type: 'change'; cursor: string; sequence: number; item: Item }
  | { type: 'gone'; cursor: string; sequence: number; id: string }
  | { type: 'resync'; reason: string };

type Fields = Record<string, unknown>;

/**
 * Reads a message by its shape, the same in every feed: a list is a snapshot, an object a change, an `id` of its own
 * something gone, a `reason` a resync. Answers null for what this client's document did not ask about (a message added to
 * the feed later). Throws a FeedError for a selection without what following needs.
 */
export function readByShape<Item extends FeedItem>(data: Fields): Told<Item> | null {
  const roots = Object.values(data);
  if (roots.length !== 1) throw new FeedError('the subscription has to select one field');
  const message = roots[0] as Fields | null;
  if (!message) return null;
  if (typeof message['reason'] === 'string') return { type: 'resync', reason: message['reason'] };

  const { cursor, complete, sequence, id } = message;
  const list = Object.values(message).find(Array.isArray) as readonly Item[] | undefined;
  const item = Object.values(message).find(isObject) as Item | undefined;
  if (!list && !item && typeof id !== 'string') return null;
  if (typeof cursor !== 'string') throw new FeedError('every message has to select its cursor');
  if (list) {
    if (typeof complete !== 'boolean') throw new FeedError('a snapshot has to select complete');
    list.forEach(checkItem);
    return { type: 'snapshot', cursor, complete, items: list };
  }
  const told = { cursor, sequence: typeof sequence === 'number' ? sequence : 0 };
  if (!item) return { type: 'gone', id: id as string, ...told };
  checkItem(item);
  return { type: 'change', item, ...told };
}

function checkItem({ id, version }: FeedItem): void {
  if (typeof id !== 'string' || typeof version !== 'number')
    throw new FeedError('every item has to select its id and version');
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One error of a GraphQL answer. */
export interface GraphQLFault {
  readonly message: string;
  readonly extensions?: Fields;
}

/** Why a feed ended for good. `errors` are those of the server, if it was the server that refused the document. */
export class FeedError extends Error {
  override readonly name = 'FeedError';

  constructor(
    message: string,
    readonly errors: readonly GraphQLFault[] = [],
  ) {
    super(message);
  }
}

/** With these the same document may do better later: the server's own trouble, or a credential that can be renewed. */
const PASSING = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'UNAUTHENTICATED', 'FORBIDDEN']);
const REFUSED = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

const hasCode = (codes: ReadonlySet<string>) => (fault: GraphQLFault) => codes.has(String(fault.extensions?.['code']));

export const mayPass = (errors: readonly GraphQLFault[]): boolean => errors.every(hasCode(PASSING));

export const isRefusal = (errors: readonly GraphQLFault[]): boolean => errors.some(hasCode(REFUSED));
