import { setImmediate as turn } from 'node:timers/promises';
import { print } from 'graphql';
// A project of your own imports them from 'yizhan/client' and 'yizhan/client/node'.
import { followFeed } from '../../src/client/index.js';
import { fileKeep } from '../../src/client/node.js';
import { StockChangesDocument, type StockStateFragment } from '../generated/graph.js';
import { run, say, subscriptionUrl, token } from '../settings.js';
import { Plug } from './plug.js';
import { Till } from './till.js';

/** The farm gate of the demonstration village: any site's code does. */
const SITE = process.env.YIZHAN_SITE ?? 'FG-340323200207';
const PATIENCE_MS = 15_000;

const plug = new Plug();
const till = new Till(SITE);
const feed = followFeed<StockStateFragment>({
  url: subscriptionUrl,
  query: print(StockChangesDocument),
  variables: { filter: { siteCodes: [SITE] } },
  token,
  keep: fileKeep('.data/kiosk-terminal.json'),
  webSocketImpl: plug.Socket,
  onState: (state) => {
    if (state.is === 'connecting' && state.attempt === 1) sayWhence();
    if (state.is === 'waiting' && process.argv.includes('--stay'))
      say(`the line is gone (${state.reason}): trying again`);
  },
  onWarning: say,
});

function sayWhence(): void {
  const { cursor, items } = feed;
  say(`${SITE}: ${cursor ? `going on from the cursor on disk, ${items.size} items` : 'starting without a cursor'}`);
}

async function show(): Promise<void> {
  for await (const event of feed) {
    if (event.type === 'snapshot' && event.fresh) say(`snapshot: ${event.items.size} items`);
    if (event.type === 'resync') say(`starting anew: ${event.reason}`);
    if (event.type !== 'change') continue;
    const { product, available, version } = event.item;
    say(`#${event.sequence} ${product.name}: ${available} available, version ${version}`);
  }
}

/** Resolves once every item here is in the version that the server has, or a newer one. */
async function agree(): Promise<void> {
  const books = await till.books();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const agrees = (book: StockStateFragment) => (feed.items.get(book.id)?.version ?? 0) >= book.version;
  await feed.until(() => books.length > 0 && books.every(agrees), { signal });
  // What it agreed by is printed first.
  await turn();
}

function onSale(): string {
  const item = [...feed.items.values()].find(({ available }) => Number(available) >= 1);
  if (!item) throw new Error(`${SITE} has nothing left to sell`);
  return item.product.id;
}

/** Follows, sells, loses its line, sells meanwhile, comes back, and holds what the server holds. `--stay` then goes on. */
await run(async () => {
  const showing = show();
  try {
    await agree();
    await till.sell(onSale());
    await agree();

    plug.pull();
    say('the line is cut; two more are sold');
    await till.sell(onSale());
    await till.sell(onSale());

    plug.plugIn();
    await agree();
    say(`the terminal holds what the server holds: ${feed.items.size} items`);
    if (process.argv.includes('--stay')) await showing;
  } finally {
    await feed.close();
  }
  await showing;
});
