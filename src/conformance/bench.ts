import { once } from 'node:events';
import { BadChannel, channelFaults, type AnyChannel } from '../plugin-kit/index.js';
import { Failed } from './failed.js';
import { Changes, isOf, type Change } from './changes.js';
import { ConnectionKeeper } from './connection.js';
import { declared, type Declared } from './declared.js';
import { entered, GoodsMaker } from './goods.js';
import { openHost, type Host } from './host.js';
import { Inbox } from './inbox.js';
import type { ConformanceOptions } from './options.js';
import { Outbox } from './outbox.js';
import type { AskOperator, ChannelSimulator, Goods, Manner, Settings, Story } from './simulator.js';
import { until } from './until.js';
import { secretsOf, Witness } from './witness.js';

/** With a remote side that never answers. */
const PATIENCE_MS = 300;

/** What every case works with: a plug-in with its witness on a running host, its connection, and goods to sell. */
export class Bench {
  readonly changes: Changes;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly connection: ConnectionKeeper;
  readonly secrets: readonly string[];
  readonly #maker: GoodsMaker;
  readonly #goods: Goods[] = [];
  readonly #declared: Declared;
  readonly #ask: AskOperator = (document, variables) => this.host.ask(document, variables);
  #stories = 0;
  #fault: unknown;

  constructor(
    readonly plugin: AnyChannel,
    readonly simulator: ChannelSimulator,
    readonly witness: Witness,
    readonly host: Host,
    private readonly settings: Settings,
  ) {
    const code = plugin.id;
    this.#declared = declared(plugin, simulator);
    this.#maker = new GoodsMaker(host, code);
    this.changes = new Changes(witness, simulator);
    this.connection = new ConnectionKeeper(host, plugin, code);
    this.inbox = new Inbox(host, this.connection, simulator, this.#declared);
    this.outbox = new Outbox(host, code);
    this.secrets = secretsOf(plugin, settings);
  }

  /** What does not work now is what the first case says, and all the others. */
  async open(): Promise<void> {
    await this.connection.open(this.settings).catch((error: unknown) => (this.#fault = error));
  }

  async ready(): Promise<void> {
    if (this.#fault) throw this.#fault;
    await this.simulator.behave('well');
    await this.connection.back();
  }

  /** Leaves nothing for the next case. */
  async tidy(): Promise<void> {
    this.witness.beforeDeliver = null;
    this.witness.patience(null);
    await this.simulator.behave('well');
    if (this.#fault) return;
    await this.inbox.settled().catch(() => undefined);
    await this.outbox.empty().catch(() => this.outbox.clear());
  }

  /** The same `n` products each time, told and known over there, with what is to be changed of them at hand. */
  async goods(n = 1): Promise<readonly Goods[]> {
    while (this.#goods.length < n) {
      const product = await this.#maker.make();
      this.#goods.push({ ...product, externalId: await this.#nameOf(product) });
    }
    const goods = this.#goods.slice(0, n);
    for (const one of goods) await this.simulator.outbound?.prepare?.(one, this.#ask, (said) => this.inbox.say([said]));
    await this.outbox.empty();
    return goods;
  }

  /** Something new that happens over there; `fetched`: as far as we fetch it ourselves. */
  async story(how: 'said' | 'fetched' = 'said'): Promise<Story> {
    const [goods] = await this.goods();
    const inbound = this.simulator.inbound!;
    const tell = (how === 'fetched' && inbound.fetched) || inbound.story;
    return tell.call(inbound, goods!, ++this.#stories, this.#ask);
  }

  /** Changes something of ours that must be told: the stock of a product, else its price, else what the simulator does. */
  async alter(goods: Goods): Promise<Change> {
    const since = this.changes.mark();
    const { events } = this.#declared;
    const about = { subject: goods.id, item: goods.externalId, since };
    if (events.includes('stock')) {
      await this.#maker.receive(goods.id, '1');
      return { ...about, event: 'stock', quantity: await this.#maker.availableOf(goods.id) };
    }
    if (events.includes('product')) {
      await this.#maker.reprice(goods.id, goods.priceFen + since.calls + 1);
      return { ...about, event: 'product' };
    }
    const { change } = this.simulator.outbound!;
    if (!change)
      throw new Failed('the plug-in is told of neither stock nor products: add `outbound.change` to the simulator');
    return { subject: null, ...(await change(goods, this.#ask)), since };
  }

  async change(): Promise<Change> {
    const [goods] = await this.goods();
    return this.alter(goods!);
  }

  /** A change that is first told to a remote side of this manner. */
  async changeWhile(manner: Manner): Promise<Change> {
    const [goods] = await this.goods();
    await this.simulator.behave(manner);
    if (manner === 'hanging') this.witness.patience(PATIENCE_MS);
    return this.alter(goods!);
  }

  /**
   * Two changes and a crash: the first was told, and its answer not yet written down; the second was not told yet. Then a new
   * start on the same database.
   */
  async crash(): Promise<{ readonly told: Change; readonly untold: Change }> {
    const [one, other] = await this.goods(2);
    let reached = false;
    const first = Promise.withResolvers<Change>();
    this.witness.beforeDeliver = async (batch, call, next) => {
      // What a change is about may be known only once it is made.
      const change = await first.promise;
      if (batch.some((delivery) => isOf(delivery, change))) {
        await next();
        reached = true;
      }
      // What it still does is nobody's: the process that asked is dead.
      if (!call.signal.aborted) await once(call.signal, 'abort');
      throw new Error('killed');
    };
    const told = await this.alter(one!);
    first.resolve(told);
    await until('a delivery to crash in', () => reached);
    const untold = await this.alter(other!);
    await this.host.kill();
    this.witness.beforeDeliver = null;
    await this.host.start();
    await this.outbox.leasesEnd();
    return { told, untold };
  }

  /** The connection is switched off and the remote side ended; the host is its owner's. */
  async close(): Promise<void> {
    if (!this.#fault) await this.connection.deactivate();
    await this.simulator.stop();
  }

  /** What they call it: from the first delivery of the product, or as somebody entered it there. */
  async #nameOf(product: Omit<Goods, 'externalId'>): Promise<string> {
    if (!this.#declared.events.includes('product') || this.simulator.enter) {
      const { kind, externalId } = await entered(this.simulator, product, this.#ask);
      await this.connection.link(kind, externalId, product.id);
      return externalId;
    }
    return until('the product to be published, and linked with the id that `deliver` answers', async () => {
      const link = (await this.connection.links('product')).find(({ id }) => id === product.id);
      return link?.externalId;
    });
  }
}

/** @throws BadChannel when its declaration would not be registered */
export async function openBench(
  plugin: AnyChannel,
  simulator: ChannelSimulator,
  { database }: ConformanceOptions,
): Promise<Bench> {
  const faults = channelFaults(plugin);
  if (faults.length > 0) throw new BadChannel(faults);
  const witness = new Witness(plugin);
  const host = await openHost({ plugins: [witness.plugin], database });
  return startBench(plugin, simulator, witness, host);
}

/** On a host that runs already, with what the witness watches registered. */
export async function startBench(
  plugin: AnyChannel,
  simulator: ChannelSimulator,
  witness: Witness,
  host: Host,
): Promise<Bench> {
  await simulator.start();
  const bench = new Bench(plugin, simulator, witness, host, simulator.settings());
  await bench.open();
  return bench;
}
