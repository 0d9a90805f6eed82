import { setTimeout as sleep } from 'node:timers/promises';
import { globalId } from './documents.js';
import { ask } from './server.js';

const command = (name, type) => `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
const RECEIVE = command('stockReceive', 'StockReceiveInput');
const ADJUST = command('stockAdjust', 'StockAdjustInput');
const PLACE = command('orderPlace', 'OrderPlaceInput');
const BUYER = { name: '李小明', phone: '13812345678' };
/** Of the items the first few are hot: this share of the changes is theirs. */
const HOT = 3;
const HOT_SHARE = 0.6;

/** Receives, orders and breaks goods at random, through either server, until told to stop. */
export class Writer {
  /** Acknowledged changes of the quantity on hand, by item. */
  moved = new Map();
  answered = 0;
  repeated = 0;
  refused = {};
  #stopped = false;
  #keys = 0;

  constructor({ name, urls, token, items, random }) {
    Object.assign(this, { name, urls, token, items, random });
  }

  start() {
    this.running = this.#run();
  }

  async stop() {
    this.#stopped = true;
    await this.running;
  }

  async #run() {
    const { random, items } = this;
    while (!this.#stopped) {
      const chosen = items[random.between(0, 1) < HOT_SHARE ? random.below(HOT) : random.below(items.length)];
      const n = 1 + random.below(3);
      const target = { productId: globalId('Product', chosen.product), siteCode: chosen.site };
      const dice = random.between(0, 1);
      if (dice < 0.4) await this.#move(chosen, n, 'stockReceive', RECEIVE, { ...target, quantity: String(n) });
      else if (dice < 0.8)
        await this.#move(chosen, 0, 'orderPlace', PLACE, { buyer: BUYER, lines: [{ ...target, quantity: String(n) }] });
      else await this.#move(chosen, -1, 'stockAdjust', ADJUST, { ...target, delta: '-1', reason: '破损' });
    }
  }

  async #move({ item }, delta, name, query, input) {
    const code = await this.#acknowledged(name, query, input);
    this.answered++;
    if (code) this.refused[code] = (this.refused[code] ?? 0) + 1;
    else this.moved.set(item, (this.moved.get(item) ?? 0) + delta);
  }

  /** Asks until there is an answer, whichever server gives it: the key makes a repeat harmless, also when an answer was lost. */
  async #acknowledged(name, query, input) {
    const variables = { input: { idempotencyKey: `${this.name}-${++this.#keys}`, ...input } };
    const token = name === 'orderPlace' ? undefined : this.token;
    for (;;) {
      const data = await ask(this.random.pick(this.urls), query, variables, token).catch(() => undefined);
      const code = data?.[name].userErrors[0]?.code;
      if (data && code !== 'BUSY') return code;
      this.repeated++;
      await sleep(this.random.between(30, 120));
    }
  }
}
