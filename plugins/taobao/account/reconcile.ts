import { parseYuan, type Call, type Reconcile, type RemoteRecord } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { ask, rows, type Answer } from '../top/ask.js';
import { toTop } from '../top/times.js';
import { WINDOWS } from '../trades/windows.rules.js';

/** What Taobao has as sold since a time, and every quantity on sale there. */
async function* listRemote(since: Date | null, call: Call<Config>): AsyncIterable<RemoteRecord> {
  yield* paidTrades(since, call);
  yield* itemsOnSale(call);
}

/** In the states that make an order of ours; what it was paid with is what our order was paid with. */
const PAID = ['WAIT_SELLER_SEND_GOODS', 'SELLER_CONSIGNED_PART'];

async function* paidTrades(since: Date | null, call: Call<Config>): AsyncIterable<RemoteRecord> {
  const now = call.clock.now();
  const earliest = new Date(now.getTime() - WINDOWS.horizonMs);
  const start = since && since > earliest ? since : earliest;
  for (const status of PAID) {
    const params = { fields: 'tid,payment', status, start_created: toTop(start), end_created: toTop(now) };
    for await (const trade of pages('taobao.trades.sold.get', params, ['trades', 'trade'], call)) {
      const amountFen = parseYuan(String(trade['payment']));
      if (amountFen !== null) yield { kind: 'order', externalId: String(trade['tid']), amountFen };
    }
  }
}

/** Items whose SKUs the gateway answers at once. */
const ITEMS_A_CALL = 40;

async function* itemsOnSale(call: Call<Config>): AsyncIterable<RemoteRecord> {
  const params = { fields: 'num_iid,num,outer_id' };
  let some: Answer[] = [];
  for await (const item of pages('taobao.items.onsale.get', params, ['items', 'item'], call)) {
    some.push(item);
    if (some.length < ITEMS_A_CALL) continue;
    yield* quantitiesOf(some, call);
    some = [];
  }
  if (some.length > 0) yield* quantitiesOf(some, call);
}

/** By the name that a link would have: of the SKU where an item has some, else of the item. */
async function* quantitiesOf(items: readonly Answer[], call: Call<Config>): AsyncIterable<RemoteRecord> {
  const answer = await ask(call, 'taobao.item.skus.get', {
    fields: 'sku_id,num_iid,outer_id,quantity',
    num_iids: items.map((item) => String(item['num_iid'])).join(','),
  });
  const skus = Map.groupBy(rows(answer, 'skus', 'sku'), (sku) => String(sku['num_iid']));
  for (const item of items) {
    const itemId = String(item['num_iid']);
    const own = skus.get(itemId);
    if (!own) yield stockOf(await nameOf(itemId, item['outer_id'], call), item['num']);
    else for (const sku of own) yield stockOf(await skuName(itemId, sku, call), sku['quantity']);
  }
}

const stockOf = (externalId: string, quantity: unknown): RemoteRecord => ({
  kind: 'stock',
  externalId,
  quantity: String(quantity),
});

const nameOf = async (itemId: string, code: unknown, call: Call<Config>): Promise<string> =>
  code && (await call.links.ours('sku', String(code))) ? String(code) : itemId;

const skuName = (itemId: string, sku: Answer, call: Call<Config>): Promise<string> =>
  nameOf(`${itemId}:${String(sku['sku_id'])}`, sku['outer_id'], call);

async function* pages(
  method: string,
  params: Record<string, string>,
  [list, row]: readonly [string, string],
  call: Call<Config>,
) {
  const size = WINDOWS.pageSize;
  for (let page = 1; ; page++) {
    const answer = await ask(call, method, { ...params, page_no: page, page_size: size });
    yield* rows(answer, list, row);
    if (page * size >= Number(answer['total_results'] ?? 0)) return;
  }
}

export const reconcile: Reconcile<Config> = { everySeconds: 6 * 3_600, listRemote };
