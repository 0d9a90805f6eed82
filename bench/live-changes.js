import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { globalId, STOCK_RECEIVE } from './documents.js';
import { ask } from './server.js';

const AGAIN_MS = 50;

/**
 * Makes one change through the graph, as the county's operator does: receives one unit. A server that is too busy to
 * answer is asked again, with the same key.
 */
export async function change(url, token, { product, site }) {
  const target = { productId: globalId('Product', product), siteCode: site };
  const input = { idempotencyKey: randomUUID(), ...target, quantity: '1' };
  for (;;) {
    const data = await ask(url, STOCK_RECEIVE, { input }, token);
    const refused = data?.stockReceive.userErrors[0]?.code;
    if (refused && refused !== 'BUSY') throw new Error(`a change was answered ${refused}`);
    if (data && !refused) return;
    await sleep(AGAIN_MS);
  }
}

export const itemId = ({ item }) => globalId('StockItem', item);

/**
 * Makes changes as fast as they reach everybody: of each item the next when the one before was received by all. Nothing is
 * merged on the way, so what comes out is how fast messages go out. Answers the milliseconds it took.
 */
export async function drive({ make, reached, items, seconds }) {
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    items.map(async (item) => {
      while (performance.now() < until) {
        const arrived = reached(itemId(item), item.version + 1);
        await make(item);
        await arrived;
        item.version++;
      }
    }),
  );
  return performance.now() - started;
}

/**
 * Makes changes at a steady rate, whoever is slow; goes round the items. Answers `{ made, perSecond, unanswered }`: the
 * rate that was answered, and the most that were under way at once.
 */
export async function pace({ make, items, perSecond, seconds, from = 0 }) {
  const started = performance.now();
  const total = Math.round(perSecond * seconds);
  const under = new Set();
  let unanswered = 0;
  let failed;
  for (let i = 0; i < total && !failed; i++) {
    await sleep(Math.max(0, started + (i * 1000) / perSecond - performance.now()));
    const making = make(items[(from + i) % items.length])
      .catch((error) => (failed ??= error))
      .finally(() => under.delete(making));
    under.add(making);
    unanswered = Math.max(unanswered, under.size);
  }
  await Promise.all(under);
  if (failed) throw failed;
  return { made: total, perSecond: (total * 1000) / (performance.now() - started), unanswered };
}
