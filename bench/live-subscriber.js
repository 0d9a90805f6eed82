import { setTimeout as sleep } from 'node:timers/promises';
import { subscribe } from './live-socket.js';

const AGAIN_MS = 500;

/**
 * One subscriber of a crowd: keeps its cursor and the version of each item, and counts in `crowd.faults` what should never
 * be: `doubled`, `disordered`, `skipped` (a version between two was not sent), `thinned` (the same while catching up, which
 * the contract allows), `resyncs`, each close code of the server as `closed <code>`, and `refused` for one on its return.
 */
export class Subscriber {
  view = new Map();
  cursor = undefined;
  #socket;
  #sentMs = 0;
  #waiting = () => undefined;
  #catchingUp = false;
  #returning = false;
  /** One who stalled is no measure of the others: what it reads is checked, but not counted. */
  #apart = false;

  constructor(crowd, variables) {
    this.crowd = crowd;
    this.variables = variables;
  }

  /** Subscribes; settles when the first snapshot is whole. */
  start() {
    return this.#subscribe();
  }

  /** Subscribes after its cursor, again where the server has no time for it; settles with the first change that comes. */
  async resume() {
    this.#returning = true;
    const sentAt = performance.now();
    for (;;) {
      this.#catchingUp = true;
      const resumed = await this.#subscribe().then(
        () => true,
        () => false,
      );
      if (resumed) break;
      await sleep(AGAIN_MS);
    }
    this.#returning = false;
    return { sentAt };
  }

  drop() {
    this.#socket.drop();
  }

  pause() {
    this.#apart = true;
    this.#socket.pause();
  }

  readOn() {
    this.#catchingUp = true;
    this.#sentMs = performance.timeOrigin + performance.now();
    this.#socket.resume();
  }

  /** How many of its items are not at these versions. */
  behind(versions) {
    let n = 0;
    for (const [item, version] of this.view) if (item in versions && versions[item] !== version) n++;
    return n;
  }

  #subscribe() {
    const { crowd, variables, cursor } = this;
    this.#sentMs = performance.timeOrigin + performance.now();
    this.#socket = subscribe({
      port: crowd.port,
      payload: { query: crowd.query, variables: cursor ? { ...variables, after: cursor } : variables },
      onText: (bytes, start, end) => this.#take(crowd.read(bytes, start, end)),
      onOver: (code, why) => {
        this.#fault(this.#returning ? 'refused' : `closed ${code}`);
        this.#waiting(new Error(`a subscriber was closed with ${code}: ${why}`));
      },
    });
    return new Promise((resolve, reject) => {
      this.#waiting = (error) => (error ? reject(error) : resolve());
    });
  }

  #take(message) {
    if (message.kind === 'change') this.#change(message);
    else if (message.kind === 'snapshot') {
      for (const { id, version } of message.items) this.view.set(id, version);
      if (!message.complete) return;
      this.cursor = message.cursor;
    } else return this.#fault('resyncs');
    this.#waiting();
  }

  #change(message) {
    const { id, version } = message.item;
    const before = this.view.get(id) ?? 0;
    if (message.occurredMs > this.#sentMs) this.#catchingUp = false;
    if (version === before) this.#fault('doubled');
    else if (version < before) this.#fault('disordered');
    else if (version > before + 1) this.#fault(this.#catchingUp ? 'thinned' : 'skipped');
    if (version > before) this.view.set(id, version);
    this.cursor = message.cursor;
    if (!this.#apart) this.crowd.received(message);
  }

  #fault(name) {
    this.crowd.faults[name] = (this.crowd.faults[name] ?? 0) + 1;
  }
}
