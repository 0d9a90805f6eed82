import { setTimeout as sleep } from 'node:timers/promises';
import { run, say } from '../settings.js';
import { StockFile } from './stock-file.js';
import { StockLine } from './stock-line.js';
import { Till } from './till.js';

/** The farm gate of the demonstration village: any site's code does. */
const SITE = process.env.YIZHAN_SITE ?? 'FG-340323200207';
const PATIENCE_MS = 15_000;
const PAUSE_MS = 2_000;

const file = new StockFile('.data/kiosk-terminal.json', SITE);
const line = new StockLine(file, SITE);
const till = new Till(SITE);

line.hear((sent) => {
  if (sent.__typename === 'StockSnapshot') say(`snapshot: ${sent.items.length} items`);
  if (sent.__typename === 'ResyncRequired') say(`starting anew: ${sent.reason}`);
  if (sent.__typename === 'StockChange') {
    const { product, available, version } = sent.item;
    say(`#${sent.sequence} ${product.name}: ${available} available, version ${version}`);
  }
});

/** The line, until it breaks, and why: that is no failure, a terminal lives with it. */
async function connected(): Promise<string> {
  try {
    await line.follow();
    return 'the server ended it';
  } catch (error) {
    const { reason, message } = error as { reason?: string; message?: string };
    return reason ?? message ?? 'it broke';
  }
}

/** Resolves once every item here is in the version that the server has. */
async function agree(): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(100)) {
    const books = await till.books();
    if (books.length > 0 && books.every(({ id, version }) => file.items.get(id)?.version === version)) return;
  }
  throw new Error(`the terminal did not catch up with ${SITE} within ${PATIENCE_MS} ms`);
}

function onSale(): string {
  const item = [...file.items.values()].find(({ available }) => Number(available) >= 1);
  if (!item) throw new Error(`${SITE} has nothing left to sell`);
  return item.product.id;
}

async function stay(current: Promise<string>): Promise<void> {
  for (let why = await current; ; why = await connected()) {
    say(`the line is gone (${why}): trying again`);
    await sleep(PAUSE_MS);
  }
}

/** Follows, sells, loses its line, sells meanwhile, comes back, and holds what the server holds. `--stay` then goes on. */
await run(async () => {
  say(
    file.cursor
      ? `${SITE}: going on from the cursor on disk, ${file.items.size} items`
      : `${SITE}: starting without a cursor`,
  );
  const first = connected();
  await agree();
  await till.sell(onSale());
  await agree();

  line.drop();
  await first;
  say('the line is cut; two more are sold');
  await till.sell(onSale());
  await till.sell(onSale());

  const second = connected();
  await agree();
  say(`the terminal holds what the server holds: ${file.items.size} items`);
  if (process.argv.includes('--stay')) return stay(second);
  line.drop();
  await second;
});
