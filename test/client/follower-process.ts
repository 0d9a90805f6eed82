import { memoryKeep } from '../../src/client/index.js';
import { fileKeep } from '../../src/client/node.js';
import { followStock } from './stock-following.js';

/** A terminal in a process of its own: `url product file`. It prints each event on a line, until it is killed. */
const [url, product, path] = process.argv.slice(2) as [string, string, string | undefined];

for await (const event of followStock(url, [product], { keep: path ? fileKeep(path) : memoryKeep() })) {
  const told =
    event.type === 'snapshot'
      ? [event.fresh ? 'snapshot' : 'kept', ...[...event.items.values()].map(({ version }) => version)]
      : [event.type, 'item' in event ? event.item.version : event.reason];
  process.stdout.write(`${told.join(' ')}\n`);
}
