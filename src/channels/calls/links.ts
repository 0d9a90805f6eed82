import { globalId, parseGlobalId } from '../../platform/graphql/index.js';
import { LinkTaken, type Links } from '../../plugin-kit/index.js';
import type { Sql } from '../sql.js';

/** The type of our thing, by the kind of link. Another kind keeps its type in the link itself. */
const TYPES: Readonly<Record<string, string>> = {
  order: 'Order',
  product: 'Product',
  sku: 'Product',
  refund: 'Refund',
  customer: 'Customer',
};

/** Our global id as `channel_link.ours` has it: the key in our table. null for an id that is not one of the kind's. */
export function keyOfOurs(kind: string, ours: string): string | null {
  const parts = parseGlobalId(ours);
  const type = TYPES[kind];
  if (!parts || (type && parts.type !== type)) return null;
  return type ? parts.key : `${parts.type}:${parts.key}`;
}

export function oursOfKey(kind: string, key: string): string {
  const type = TYPES[kind];
  if (type) return globalId(type, key);
  const at = key.indexOf(':');
  return globalId(key.slice(0, at), key.slice(at + 1));
}

const LINK = `
  insert into channel_link(connection, kind, theirs, ours) values ($1, $2, $3, $4) on conflict do nothing
  returning theirs`;
const SAME = 'select 1 as one from channel_link where connection = $1 and kind = $2 and theirs = $3 and ours = $4';

/** Links of one connection. `made` is told of each new one: something may have waited for it. */
export function createLinks(sql: Sql, connection: string, made: (kind: string) => Promise<void>): Links {
  return {
    ours: async (kind, theirs) => {
      const [found] = await sql<{ ours: string }>(
        'link_ours',
        'select ours from channel_link where connection = $1 and kind = $2 and theirs = $3',
        [connection, kind, theirs],
      );
      return found ? oursOfKey(kind, found.ours) : null;
    },
    theirs: async (kind, ours) => {
      const [found] = await sql<{ theirs: string }>(
        'link_theirs',
        'select theirs from channel_link where connection = $1 and kind = $2 and ours = $3',
        [connection, kind, keyOfOurs(kind, ours)],
      );
      return found?.theirs ?? null;
    },
    link: async (kind, theirs, ours) => {
      const key = keyOfOurs(kind, ours);
      if (key === null || !theirs) throw new TypeError(`${ours} is not the id of a ${TYPES[kind] ?? 'thing'} of ours`);
      const linked = await sql('link', LINK, [connection, kind, theirs, key]);
      if (linked.length > 0) await made(kind);
      else if ((await sql('link_same', SAME, [connection, kind, theirs, key])).length === 0)
        throw new LinkTaken(kind, theirs, ours);
    },
  };
}
