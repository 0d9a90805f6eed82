import { createClient, rowsOf } from './database.js';
import { startCrowd } from './live-crowd.js';
import { operatorToken } from './race-load.js';
import { startServer } from './server.js';

/** The bench is one address and one visitor: none of the limits meant for many is for it. */
const WITHOUT_LIMITS = {
  YIZHAN_SOCKETS_PER_ADDRESS: '0',
  YIZHAN_SUBSCRIPTIONS_PER_SOCKET: '0',
  YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL: '0',
};

export const startLiveServer = ({ env, ...options }) =>
  startServer({ ...options, env: { ...WITHOUT_LIMITS, LOG_LEVEL: 'warn', ...env } });

const SITES = `
  insert into site(code, kind, name, place_code)
  select $1 || n, 'COLLECTION_POINT', 'bench ' || n, (select code from place where level = 'TOWNSHIP' order by code limit 1)
    from generate_series(0, $2::int - 1) n`;

/** Plenty of each of some products sold by the piece, booked as the server would. */
const ITEMS = `
  with sold as (select id, scale from product where status = 'PUBLISHED' and scale = 0 and hidden_at > now() order by id limit $2),
       item as (insert into stock_item(product_id, site_code, scale, on_hand, version)
                select p.id, s.code, p.scale, 1000000, 1 from site s cross join sold p
                 where s.code = any($1) order by s.id, p.id returning *),
       moved as (insert into stock_movement(item_id, kind, d_on_hand, d_reserved, reason, moved_by, item_version)
                 select id, 'RECEIVE', on_hand, 0, 'bench', 'system:bench', 1 from item)
  select id::int as item, product_id::int as product, site_code as site from item order by id`;

/** Makes sites of the bench's own, each with `items` items; answers these as `{ item, product, site }`, site by site. */
export async function addSites(url, { prefix, sites, items }) {
  const client = await createClient(url);
  try {
    await client.query(SITES, [prefix, sites]);
    const codes = Array.from({ length: sites }, (_, i) => prefix + i);
    const { rows } = await client.query(ITEMS, [codes, items]);
    if (rows.length !== sites * items) throw new Error('the demo county has too few products sold by the piece');
    await client.query('analyze site, stock_item');
    return rows;
  } finally {
    await client.end();
  }
}

/** The version of each of these items in the table, by its global id. */
export async function versionsOf(url, items) {
  const rows = await rowsOf(
    url,
    `select rtrim(translate(encode(convert_to('StockItem:' || id, 'UTF8'), 'base64'), '+/' || chr(10), '-_'), '=') as id,
            version::int as version from stock_item where id = any($1)`,
    [items.map(({ item }) => item)],
  );
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}

/**
 * A copy of the demo county made ready by `prepare(url)`, a server on it, its operator's token and the process of the
 * subscribers. `work` gets them all; what it leaves is stopped.
 */
export async function onStage(cluster, { name, port, profile, prepare }, work) {
  const url = await cluster.copy(name);
  const prepared = await prepare(url);
  const token = operatorToken(url);
  const server = await startLiveServer({ port, env: { DATABASE_URL: url }, profile });
  const crowd = await startCrowd();
  try {
    return await work({ url, prepared, token, server, crowd, port });
  } finally {
    await crowd.stop();
    await server.stop();
  }
}
