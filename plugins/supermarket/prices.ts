import type { Call, Json, RawRequest, Reply } from 'yizhan/plugin-kit';
import type { Config } from './config.js';
import { deviceOf } from './device-requests.js';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly version: number;
  readonly listings: readonly { readonly channel: string; readonly priceFen: number; readonly active: boolean }[];
}

interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const FIELDS = 'id name unit version listings { channel priceFen active }';
/** Beyond so many changed products the whole list is the shorter answer. */
const MOST_PAGES = 10;

/**
 * What is sold on this connection and for how much. `version` is a place in our event log: with `since` only what changed
 * after it is told, or the whole list (`full`) where that can no longer be said. Articles without a linked code are counted
 * in `unlinked`: a till could not sell them.
 */
export async function priceList(request: RawRequest, call: Call<Config>): Promise<Reply> {
  const { since } = request.query;
  const changed = since ? await changedSince(since, call) : null;
  const found = changed ?? (await everything(call));
  const items = [];
  let unlinked = 0;
  for (const product of found.products) {
    const [barcode, plu] = await Promise.all([
      call.links.theirs('product', product.id),
      call.links.theirs('sku', product.id),
    ]);
    if (barcode === null && plu === null) unlinked++;
    else items.push(itemOf(product, { barcode, plu: pluOf(plu, request, call.config) }, call.connection.code));
  }
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { version: found.version, full: changed === null, items, unlinked },
  };
}

function itemOf(
  { name, unit, version, listings }: Listed,
  codes: Record<string, string | null>,
  channel: string,
): Json {
  const listing = listings.find((one) => one.channel === channel);
  const onSale = listing?.active ?? false;
  return { ...codes, name, unit, priceFen: onSale ? listing!.priceFen : null, onSale, version };
}

/** The PLU alone, and only where it is this store's. */
function pluOf(linked: string | null, request: RawRequest, config: Config): string | null {
  const parts = linked?.split(':');
  if (parts?.[0] !== 'plu') return linked;
  if (parts.length === 3 && parts[1] !== deviceOf(request, config).store) return null;
  return parts.at(-1)!;
}

/** The position is read first: what changes meanwhile is told again, never missed. */
async function everything({ graph, connection }: Call<Config>): Promise<{ version: string; products: Listed[] }> {
  const { feedPosition } = await graph<{ feedPosition: { cursor: string } }>('query { feedPosition { cursor } }');
  const products: Listed[] = [];
  let after: string | null = null;
  do {
    const answer: { products: Page<Listed> } = await graph(
      `query($channel: String!, $after: String) {
        products(filter: { channel: $channel }, first: 100, after: $after) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
      }`,
      { channel: connection.code, after },
    );
    products.push(...answer.products.nodes);
    after = answer.products.pageInfo.hasNextPage ? answer.products.pageInfo.endCursor : null;
  } while (after);
  return { version: feedPosition.cursor, products };
}

interface Events extends Page<{ readonly node: Listed | null }> {
  readonly resyncRequired: string | null;
}

/** Null where the whole list must be told: the place is too old, too far back, or something is shown no longer. */
async function changedSince(
  since: string,
  { graph, connection }: Call<Config>,
): Promise<{ version: string; products: Listed[] } | null> {
  const products = new Map<string, Listed>();
  let version = since;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { events } = await graph<{ events: Events }>(
      `query($after: Cursor) {
        events(after: $after, kinds: [PRODUCT], first: 100) {
          nodes { node { ... on Product { ${FIELDS} } } } pageInfo { hasNextPage endCursor } resyncRequired
        }
      }`,
      { after: version },
    );
    if (events.resyncRequired !== null || events.nodes.some(({ node }) => node === null)) return null;
    for (const { node } of events.nodes) {
      if (node!.listings.some(({ channel }) => channel === connection.code)) products.set(node!.id, node!);
    }
    version = events.pageInfo.endCursor ?? version;
    if (!events.pageInfo.hasNextPage) return { version, products: [...products.values()] };
  }
  return null;
}
