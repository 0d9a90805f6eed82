import { setTimeout as sleep } from 'node:timers/promises';
import { Latencies } from './live-latency.js';
import { messageReader } from './live-messages.js';
import { randomOf } from './live-random.js';
import { Subscriber } from './live-subscriber.js';

/** The subscribers of a bench, in a process of their own: told by `live-crowd.js` what to do, one request at a time. */

const AT_ONCE = 100;
const read = messageReader();
const latencies = new Latencies();
const receipts = new Map();
const crowd = { port: 0, query: '', read, messages: 0, faults: {}, received };
let subscribers = [];
let announced = 0;
let sample = '';

/**
 * Called for every change that reaches a subscriber; tells the parent when it has reached all of them. `occurredAt` is the
 * begin of the transaction by the clock of this machine, in whole ms: the latency is that of the commit, or a little more.
 */
function received(message) {
  crowd.messages++;
  sample = message.text;
  latencies.add(performance.timeOrigin + performance.now() - message.occurredMs);
  if (announced === 0) return;
  // Of equal bytes the reader answers the same object: the key is looked up once for thousands.
  const receipt = (message.receipt ??= receiptOf(message.item));
  if (++receipt.n < announced) return;
  receipts.delete(receipt.key);
  process.send({ received: receipt.key });
}

function receiptOf({ id, version }) {
  const key = `${id} ${version}`;
  if (!receipts.has(key)) receipts.set(key, { key, n: 0 });
  return receipts.get(key);
}

const requests = {
  /** Opens a subscriber for each of `variables`, and waits until every one holds its snapshot. */
  async open({ port, query, variables, announce }) {
    Object.assign(crowd, { port, query });
    subscribers = variables.map((its) => new Subscriber(crowd, its));
    announced = announce ? subscribers.length : 0;
    await inTurn(subscribers, (subscriber) => subscriber.start());
  },

  /** Begins to count anew. */
  async reset() {
    crowd.messages = 0;
    latencies.clear();
  },

  /** Since the last reset; `sample` is the newest message as it came. */
  async figures() {
    return { messages: crowd.messages, ...latencies.summary(), faults: crowd.faults, sample };
  },

  /** All drop at once, and each returns at a moment of its own within `withinMs`; answers when the last holds what it missed. */
  async storm({ withinMs, seed }) {
    const random = randomOf(seed);
    const started = performance.now();
    const last = { subscribed: 0, resumed: 0 };
    for (const subscriber of subscribers) subscriber.drop();
    await Promise.all(
      subscribers.map(async (subscriber) => {
        await sleep(random.between(0, withinMs));
        const resumed = await subscriber.resume();
        last.subscribed = Math.max(last.subscribed, resumed.sentAt - started);
        last.resumed = Math.max(last.resumed, performance.now() - started);
      }),
    );
    return { lastSentMs: last.subscribed, lastResumedMs: last.resumed };
  },

  async pause({ index }) {
    subscribers[index].pause();
  },

  async readOn({ index }) {
    subscribers[index].readOn();
  },

  /** Whether each subscriber's items have the versions given, waiting for them at most `ms`: `{ missing, held }`. */
  async check({ versions, ms, except = [] }) {
    const asked = subscribers.filter((_, i) => !except.includes(i));
    const until = performance.now() + ms;
    const behind = () => asked.reduce((sum, subscriber) => sum + subscriber.behind(versions), 0);
    while (behind() > 0 && performance.now() < until) await sleep(20);
    return { missing: behind(), held: asked.reduce((sum, { view }) => sum + view.size, 0) };
  },
};

async function inTurn(list, start) {
  let next = 0;
  const one = async () => {
    while (next < list.length) await start(list[next++]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

process.on('message', ({ n, request, given }) => {
  requests[request](given).then(
    (answer) => process.send({ n, answer }),
    (error) => process.send({ n, error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
process.send('ready');
