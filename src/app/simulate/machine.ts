import { randomUUID } from 'node:crypto';
import { GraphClient, must, type Payload, type Random } from './graph-client.js';
import { MachineFeed } from './machine-feed.js';
import { MachineJournal } from './machine-journal.js';
import { CAPACITY, type NewKiosk, type Operator } from './operator.js';

/** What really happened in a slot: only the machine knows. */
export interface SlotTruth {
  priceFen: number;
  loaded: number;
  /** Pieces that fell out. */
  gone: number;
}

/** Faults that a machine may have; each is tried as often as the others. */
export const FAULTS = [
  'failed',
  'silent',
  'silent-failure',
  'twice',
  'contradicted',
  'called-off',
  'abandoned',
  'offline',
  'badly-uploaded',
  'reset',
  'line-cut',
  'returned',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface MachineOptions {
  kiosk: NewKiosk;
  url: string;
  operator: Operator;
  random: Random;
  /** From 0 to 1. */
  faults: number;
  count: (what: Fault | 'bought' | 'lost-answer' | 'refused') => void;
  took: (ms: number) => void;
}

const RENEW_MS = 5 * 60_000;
const VEND = 'vend { id state order { id totalFen } }';

/** One vending machine: it sells online and offline, fails, lies and comes back, and knows what really happened. */
export class Machine {
  readonly slots = new Map<string, SlotTruth>();
  /** What was paid to it, and what went back. */
  paidFen = 0;
  refundedFen = 0;
  readonly journal: MachineJournal;
  readonly feed: MachineFeed;
  private readonly graph: GraphClient;
  private session: { token: Promise<string>; until: number } | undefined;
  private readonly finished: { order: string; priceFen: number }[] = [];
  private readonly offline: { entry: string; priceFen: number }[] = [];

  constructor(readonly options: MachineOptions) {
    const { url, random, faults, count } = options;
    const lossy = { url, random, lostAnswers: faults, onLost: () => count('lost-answer') };
    this.graph = new GraphClient({ ...lossy, token: () => this.token() });
    this.journal = new MachineJournal(this.graph, random, faults * 4);
    this.feed = new MachineFeed(url, () => this.token());
  }

  private token(): Promise<string> {
    if (!this.session || Date.now() > this.session.until) {
      const { url, random, kiosk } = this.options;
      const entrance = new GraphClient({ url, random });
      const signedIn = must(entrance.call('deviceSignIn', { code: kiosk.device, key: kiosk.key }, 'session { token }'));
      this.session = {
        token: signedIn.then((payload) => payload.session.token as string),
        until: Date.now() + RENEW_MS,
      };
    }
    return this.session.token;
  }

  /** Fills a slot as far as the server thinks there is room. */
  async load(code: string, count: number): Promise<void> {
    const slot = this.slots.get(code)!;
    if (await this.options.operator.load(this.options.kiosk.id, code, count)) slot.loaded += count;
  }

  heartbeat(): Promise<Payload> {
    return this.graph.call(
      'kioskHeartbeat',
      { at: new Date().toISOString(), temperatureC: 4, door: 'CLOSED' },
      'serverTime',
    );
  }

  /** Something that happens at a machine: mostly somebody buys. */
  async step(): Promise<void> {
    const { random, faults, count } = this.options;
    const code = [...this.slots.keys()][Math.floor(random() * this.slots.size)]!;
    const slot = this.slots.get(code)!;
    if (slot.loaded - slot.gone < 3) await this.load(code, CAPACITY / 2);
    if (slot.loaded - slot.gone < 1) return;
    const fault = random() < faults ? FAULTS[Math.floor(random() * FAULTS.length)]! : null;
    if (fault) count(fault);
    if (fault === 'offline' || (fault === null && random() < 0.1)) this.sellOffline(code);
    else if (fault === 'badly-uploaded') await this.journal.upload(true);
    else if (fault === 'reset') await this.journal.reset();
    else if (fault === 'line-cut') this.feed.drop();
    else if (fault === 'returned') await this.giveBack();
    else await this.buy(code, fault);
    if (random() < 0.3) await this.journal.upload();
  }

  private sellOffline(code: string): void {
    const slot = this.slots.get(code)!;
    slot.gone++;
    this.paidFen += slot.priceFen;
    const entry = this.journal.write('SALE', { slot: code, amountFen: slot.priceFen, method: 'coins' });
    this.offline.push({ entry, priceFen: slot.priceFen });
  }

  private async buy(code: string, fault: Fault | null): Promise<void> {
    const started = performance.now();
    const slot = this.slots.get(code)!;
    const { vend } = await this.once('vendReserve', { slot: code }, VEND);
    if (!vend) return this.options.count('refused');
    if (fault === 'abandoned') return;
    const order = vend.order as { id: string; totalFen: number };
    const paid = await this.once(
      'orderPay',
      { orderId: order.id, amountFen: order.totalFen, method: 'qr' },
      'order { id }',
    );
    if (!paid.order) return this.options.count('refused');
    this.paidFen += order.totalFen;
    if (fault === 'called-off') {
      await must(this.once('orderCancel', { orderId: order.id }, 'order { id }'));
      this.refundedFen += order.totalFen;
      return;
    }
    const { authorisation } = await must(this.once('vendAuthorise', { vendId: vend.id }, 'authorisation { token }'));
    await this.dispense(slot, { vend: vend.id, order: order.id, token: authorisation.token }, fault);
    if (fault === null) {
      this.options.count('bought');
      this.options.took(performance.now() - started);
    }
  }

  private async dispense(
    slot: SlotTruth,
    { vend, order, token }: { vend: string; order: string; token: string },
    fault: Fault | null,
  ): Promise<void> {
    const report = (result: string) => must(this.once('vendReport', { token, result }, 'vend { state }'));
    const back = () => (this.refundedFen += slot.priceFen);
    if (fault === 'failed') return void (await report('FAILED'), back());
    await report('DISPENSING');
    if (fault === 'silent-failure') {
      back();
      return void this.journal.write('VEND', { vendId: vend, result: 'FAILED' });
    }
    if (fault === 'contradicted') {
      // It thinks that nothing came out, and then it does.
      await report('FAILED');
      back();
      slot.gone++;
      return void (await report('VENDED'));
    }
    slot.gone++;
    if (fault === 'silent') return void this.journal.write('VEND', { vendId: vend, result: 'VENDED' });
    await Promise.all([report('VENDED'), ...(fault === 'twice' ? [report('VENDED'), report('VENDED')] : [])]);
    this.finished.push({ order, priceFen: slot.priceFen });
  }

  /** Somebody brings something back: what was bought online through the operator, what was bought offline here. */
  private async giveBack(): Promise<void> {
    const online = this.finished.pop();
    if (online) {
      await this.options.operator.takeBack(online.order);
      this.refundedFen += online.priceFen;
    }
    const offline = this.offline.pop();
    if (!offline) return;
    this.journal.write('RETURN', { original: offline.entry });
    this.refundedFen += offline.priceFen;
  }

  private once(name: string, input: object, want: string): Promise<Payload> {
    return this.graph.call(name, { idempotencyKey: randomUUID(), ...input }, want);
  }
}
