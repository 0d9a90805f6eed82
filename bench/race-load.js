import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ORDER_PLACE, orderInput, STOCK_COUNT, STOCK_RECEIVE, globalId } from './documents.js';
import { ROOT, SECRET } from './place.js';
import { ask } from './server.js';

/** A token of the county's operator, as an operator of the demo would print it. */
export function operatorToken(url) {
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, YIZHAN_SEED: 'demo', YIZHAN_SECRET: SECRET };
  const args = [join(ROOT, 'dist', 'src', 'main.js'), 'token', '--role', 'COUNTY_OPERATOR'];
  return execFileSync(process.execPath, args, { env, cwd: ROOT, encoding: 'utf8' }).trim().split('\n').at(-1);
}

/** Orders one whole unit; answers PLACED or the code of the refusal. */
export async function order(url, product) {
  const { orderPlace } = await ask(url, ORDER_PLACE, orderInput(randomUUID(), product));
  return orderPlace.userErrors[0]?.code ?? orderPlace.order.status;
}

/** Receives one unit of an item; answers OK or the code of the refusal. */
export async function receive(url, token, { product, site }) {
  const input = {
    idempotencyKey: randomUUID(),
    productId: globalId('Product', product),
    siteCode: site,
    quantity: '1',
  };
  const { stockReceive } = await ask(url, STOCK_RECEIVE, { input }, token);
  return stockReceive.userErrors[0]?.code ?? 'OK';
}

/** Books a count that changes nothing but the item's version; answers OK, or STALE where the book has moved. */
export async function count(url, token, { product, site }, onHand) {
  const input = { idempotencyKey: randomUUID(), productId: globalId('Product', product), siteCode: site };
  const { stockCount } = await ask(
    url,
    STOCK_COUNT,
    { input: { ...input, expected: String(onHand), counted: String(onHand) } },
    token,
  );
  return stockCount.userErrors[0]?.code ?? 'OK';
}

/** How often each answer was given. */
export function tally(answers) {
  const counts = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}
