import { setTimeout as sleep } from 'node:timers/promises';
import { subscribe } from './live-socket.js';

/**
 * One who follows stock from either server, is cut off at random and goes on from its cursor. Holds the whole state of
 * each item, and counts what should never be.
 */
export class Follower {
  view = new Map();
  changes = 0;
  snapshots = 0;
  drops = 0;
  resyncs = 0;
  /** Steps left out: live ones are lost, those while catching up were merged into a newer one. */
  skipped = [];
  merged = 0;
  doubled = [];
  disordered = [];
  errors = [];
  closes = {};
  #cursor;
  #part = [];
  #sentMs = 0;
  #stopped = false;
  #calm = false;
  #cut = () => undefined;

  constructor({ ports, query, filter, random, read }) {
    Object.assign(this, { ports, query, filter, random, read });
  }

  start() {
    this.running = this.#run();
  }

  /** From now on it is not cut off any more. */
  settle() {
    this.#calm = true;
  }

  async stop() {
    this.#stopped = true;
    this.#cut();
    await this.running;
  }

  async #run() {
    const { random } = this;
    while (!this.#stopped) {
      await this.#once(random.pick(this.ports), random.between(150, 3_000));
      this.drops++;
      await sleep(random.between(0, 300));
    }
  }

  /** Follows until the line is cut: by `ms`, unless it has settled meanwhile, or by the server. */
  #once(port, ms) {
    this.#part = [];
    this.#sentMs = performance.timeOrigin + performance.now();
    const variables = { filter: this.filter, after: this.#cursor };
    return new Promise((resolve) => {
      const feed = subscribe({
        port,
        payload: { query: this.query, variables },
        onText: (bytes, start, end) => this.#take(bytes, start, end),
        onOver: (code) => {
          clearTimeout(timer);
          this.closes[code] = (this.closes[code] ?? 0) + 1;
          resolve();
        },
      });
      this.#cut = () => {
        clearTimeout(timer);
        feed.drop();
        resolve();
      };
      const timer = setTimeout(() => (this.#calm ? undefined : this.#cut()), ms);
    });
  }

  #take(bytes, start, end) {
    let message;
    try {
      message = this.read(bytes, start, end);
    } catch (error) {
      // An operation that a dying server ends is begun again; any other answer is a fault.
      this.errors.push(error.message);
      return this.#cut();
    }
    if (message.kind === 'resync') {
      this.resyncs++;
      this.#cursor = undefined;
    } else if (message.kind === 'snapshot') this.#snapshot(message);
    else this.#change(message);
  }

  #snapshot({ items, complete, cursor }) {
    this.#part.push(...items);
    if (!complete) return;
    this.snapshots++;
    this.view = new Map(this.#part.map((item) => [item.id, item]));
    this.#cursor = cursor;
  }

  #change({ item, cursor, occurredMs }) {
    this.changes++;
    const before = this.view.get(item.id)?.version ?? 0;
    const step = `${item.id} ${before} → ${item.version}`;
    if (item.version === before) this.doubled.push(step);
    else if (item.version < before) this.disordered.push(step);
    else if (item.version > before + 1) {
      if (occurredMs > this.#sentMs) this.skipped.push(step);
      else this.merged++;
    }
    if (item.version > before) this.view.set(item.id, item);
    this.#cursor = cursor;
  }
}
