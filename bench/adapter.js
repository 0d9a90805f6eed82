import { v7 as uuidv7 } from 'uuid';
import { summary } from './pgbench.js';
import { built } from './place.js';
import { placing } from './order-stock.js';

const quiet = { warn: () => undefined, error: console.error, info: () => undefined };

/** The order lanes alone, in this process, with a pool of their own and a sequencer beside them. */
export async function openAdapter(url) {
  const { createOrderLanes } = await built('domains/orders/order-lanes.js');
  const { createPool } = await built('platform/persistence/pool.js');
  const { createLocalBell, startSequencer } = await built('platform/events/index.js');
  const bell = createLocalBell();
  const sequencer = startSequencer({ url, bell, logger: quiet });
  const pool = createPool(url, 2, () => undefined);
  const lanes = createOrderLanes(pool, { lanes: 2, holdSeconds: 900, committed: () => bell.ring('pending', 0) });
  return {
    /** `callers` at once, each with its next order as soon as its last is answered; an order not placed fails the round. */
    async drive({ items, callers, seconds }) {
      const until = performance.now() + seconds * 1000;
      const took = [];
      const call = async () => {
        while (performance.now() < until) {
          const started = performance.now();
          const { outcome } = await lanes.place(placing(items[Math.floor(Math.random() * items.length)], uuidv7()));
          if (outcome !== 'PLACED') throw new Error(`an order was answered ${outcome}`);
          took.push(performance.now() - started);
        }
      };
      await Promise.all(Array.from({ length: callers }, call));
      return summary(took, seconds);
    },
    async stop() {
      await lanes.close();
      await pool.end();
      await sequencer.stop();
      await bell.close();
    },
  };
}
