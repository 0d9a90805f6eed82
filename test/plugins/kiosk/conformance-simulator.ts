import { createHash, createHmac, randomUUID } from 'node:crypto';
import { connectAsync } from 'mqtt';
import type {
  AskOperator,
  ChannelSimulator,
  Goods,
  Manner,
  Said,
  SignedRequest,
  Signing,
  SimulatedInbound,
  SimulatedOutbound,
  Story,
} from 'yizhan/plugin-kit/conformance';
import { UnrulyBroker } from './unruly-broker.js';

const CONNECTION = 'kiosk';
const MASTER = 'a master key of more than thirty-two characters';
const PASSWORD = 'the broker’s own password';
const SLOT = 'A1';
const PRICE_FEN = 1_200;
const LOADED = 5;

/** A vending machine as an operator has set it up: sells one product, and was told its key. */
interface Machine {
  readonly device: string;
  readonly kioskId: string;
  readonly productId: string;
  readonly key: string;
}

/** A report as a machine says it, by HTTP or by the broker. The nonce is the report's own, however often it is said. */
interface Report {
  readonly machine: Machine;
  readonly what: string;
  readonly nonce: string;
  readonly body: string;
}

/** Kiosks for the conformance suite: machines that report and are told their state, and the broker between. */
export class KioskSimulator implements ChannelSimulator {
  private readonly broker = new UnrulyBroker('yizhan', PASSWORD);
  private readonly machines = new Map<string, Machine>();
  private made = 0;
  private price = PRICE_FEN;

  start = () => this.broker.start();
  stop = () => this.broker.stop();
  behave = (manner: Manner) => this.broker.behave(manner);

  settings() {
    return { masterKey: MASTER, mqtt: { url: this.broker.url, username: 'yizhan', password: PASSWORD } };
  }

  wrongSettings() {
    const { mqtt, masterKey } = this.settings();
    return { masterKey, mqtt: { ...mqtt, password: 'the password of another' } };
  }

  /** A product is sold by a machine that it stands in. */
  async enter(product: Omit<Goods, 'externalId'>, ask: AskOperator) {
    const machine = await this.machine(product, ask);
    this.machines.set(product.id, machine);
    return { kind: 'product', externalId: `${machine.device}:${SLOT}` };
  }

  readonly inbound: SimulatedInbound = {
    toleranceSeconds: 300,
    story: (goods, _number, ask) => this.story(goods, ask),
    request: (said, signing) => requestOf(said as unknown as Report, signing),
    offer: (said) => this.publish(said as unknown as Report[]),
  };

  readonly outbound: SimulatedOutbound = {
    busySeconds: null,
    without: { refusing: 'a broker of MQTT 3.1.1 cannot refuse a publication: it takes it or cuts the line' },
    told: () =>
      this.broker.published.map(({ device, effect }) => ({ event: 'terminal', item: device, key: null, effect })),
    change: async ({ id, name }, ask) => {
      const { kioskId, device, productId } = this.machines.get(id)!;
      if (productId !== id) throw new Error(`${name} stands in no machine`);
      await this.fill(kioskId, productId, ++this.price, ask);
      return { event: 'terminal', item: device, subject: kioskId };
    },
  };

  /** Two sales without a line to us, each in a journal of its own. */
  private async story(goods: Goods, ask: AskOperator): Promise<Story> {
    const machine = await this.machine(goods, ask);
    const sale = (seq: number): Report => {
      const entry = { seq, entryId: `sale-${seq}`, kind: 'SALE', at: new Date().toISOString(), slot: SLOT };
      const body = JSON.stringify({ entries: [{ ...entry, amountFen: PRICE_FEN }] });
      return { machine, what: 'journal', nonce: randomUUID(), body };
    };
    return {
      messages: [sale(1), sale(2)] as unknown as Said[],
      becomes: {
        link: { id: machine.kioskId },
        selection: '... on Kiosk { journal { epoch ackedThroughSeq } slots { code level available } }',
        data: {
          journal: { epoch: 1, ackedThroughSeq: 2 },
          slots: [{ code: SLOT, level: LOADED - 2, available: LOADED - 2 }],
        },
      },
    };
  }

  private async machine(product: Omit<Goods, 'externalId'>, ask: AskOperator): Promise<Machine> {
    const device = `KIOSK-C${100 + ++this.made}`;
    const site = { code: device, kind: 'KIOSK', name: `终端 ${device}`, placeCode: '340323200' };
    await enter(ask, 'siteRegister', 'site { code }', keyed(site));
    const owner = { siteCode: device, ownerKind: 'SCHOOL', ownerName: '固镇县第一小学', channel: CONNECTION };
    const { kiosk } = await enter(ask, 'kioskRegister', 'kiosk { id }', keyed(owner));
    const kioskId = (kiosk as { id: string }).id;
    await this.fill(kioskId, product.id, PRICE_FEN, ask);
    const load = { kioskId, fromSiteCode: product.siteCode, slots: [{ code: SLOT, count: LOADED }] };
    await enter(ask, 'slotLoad', 'kiosk { id }', keyed(load));
    await enter(ask, 'deviceProvision', 'key', { code: device, kind: 'KIOSK', siteCode: device });
    const { kioskDeviceKey } = await ask(
      'query($connection: String, $device: String!) { kioskDeviceKey(connection: $connection, device: $device) { key } }',
      { connection: CONNECTION, device },
    );
    return { device, kioskId, productId: product.id, key: kioskDeviceKey.key as string };
  }

  private async fill(kioskId: string, productId: string, priceFen: number, ask: AskOperator): Promise<void> {
    const slots = [{ code: SLOT, productId, capacity: 10, priceFen }];
    await enter(ask, 'planogramSet', 'kiosk { id }', keyed({ kioskId, slots }));
  }

  /** Published as machines do, and taken by the plug-in. */
  private async publish(reports: readonly Report[]): Promise<void> {
    await this.broker.heard();
    for (const { machine, what, nonce, body } of reports) {
      const topic = `yizhan/${CONNECTION}/${machine.device}/up/${what}`;
      const signature = sign('MQTT', topic, { at: new Date(), nonce, body, key: machine.key });
      const client = await connectAsync(this.broker.url, { username: machine.device, clientId: randomUUID() });
      await client.publishAsync(topic, JSON.stringify({ ...signature, nonce, body }), { qos: 1 });
      await client.endAsync();
      await this.broker.delivered([topic]);
    }
  }
}

const keyed = (input: object) => ({ idempotencyKey: randomUUID(), ...input });

/** One mutation of an operator that must succeed. */
async function enter(ask: AskOperator, name: string, want: string, input: object): Promise<Record<string, unknown>> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const data = await ask(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code message } } }`,
    { input },
  );
  const { userErrors, ...made } = data[name] as Record<string, unknown> & { userErrors: unknown[] };
  if (userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(userErrors)}`);
  return made;
}

/** As the page for makers of machines says, README.md of the plug-in. */
function sign(
  method: string,
  path: string,
  { at, nonce, body, key }: { at: Date; nonce: string; body: string; key: string },
): { timestamp: string; signature: string } {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const digest = createHash('sha256').update(body).digest('hex');
  const text = [method, path, timestamp, nonce, digest].join('\n');
  return { timestamp, signature: createHmac('sha256', key).update(text).digest('hex') };
}

function requestOf({ machine, what, nonce, body }: Report, { at, as }: Signing): SignedRequest {
  const path = `${machine.device}/${what}`;
  const key = as === 'genuine' ? machine.key : 'the key of another machine';
  const { timestamp, signature } = sign('POST', `/channels/${CONNECTION}/${path}`, { at, nonce, body, key });
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'x-device-id': machine.device,
      'x-timestamp': timestamp,
      'x-nonce': nonce,
      'x-signature': signature,
    },
    body,
  };
}
