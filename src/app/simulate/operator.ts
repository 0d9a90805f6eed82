import { randomUUID } from 'node:crypto';
import { GraphClient, must, ServerTrouble, type Payload, type Random } from './graph-client.js';

/** How the fleet's operator signs in. */
export interface OperatorAccount {
  username: string;
  password: string;
}

/** A kiosk as it was set up: what its machine knows of it. */
export interface NewKiosk {
  id: string;
  site: string;
  device: string;
  key: string;
}

export const CAPACITY = 20;
const RENEW_MS = 10 * 60_000;

/** The county's operator: sets kiosks up, fills them, and takes goods back. */
export class Operator {
  readonly graph: GraphClient;
  private session: { token: Promise<string>; until: number } | undefined;
  private readonly entrance: GraphClient;

  constructor(
    private readonly url: string,
    private readonly account: OperatorAccount,
    random: Random,
    private readonly centre: string,
  ) {
    this.entrance = new GraphClient({ url, random });
    this.graph = new GraphClient({ url, random, token: () => this.token() });
  }

  private token(): Promise<string> {
    if (!this.session || Date.now() > this.session.until) {
      const token = must(this.entrance.call('signIn', this.account, 'session { token }')).then(
        (payload) => payload.session.token as string,
      );
      this.session = { token, until: Date.now() + RENEW_MS };
    }
    return this.session.token;
  }

  /** Products that are sold by the piece or box, and enough of them at the centre to fill the fleet again and again. */
  async stockUp(kinds: number, pieces: number): Promise<string[]> {
    const { products } = await this.graph.ask('{ products(first: 100) { nodes { id unit } } }');
    const ids = (products.nodes as { id: string; unit: string }[])
      .filter(({ unit }) => unit === 'BOX' || unit === 'PIECE')
      .slice(0, kinds)
      .map(({ id }) => id);
    if (ids.length === 0)
      throw new ServerTrouble(`${this.url} has no product to fill kiosks with: load the demo county`);
    for (const productId of ids)
      await this.once(
        'stockReceive',
        { productId, siteCode: this.centre, quantity: String(pieces) },
        'stockItem { onHand }',
      );
    return ids;
  }

  /** A site, its kiosk with a planogram, and a device that took its key by a claim code. */
  async setUp(code: string, placeCode: string, slots: Readonly<Record<string, SlotPlan>>): Promise<NewKiosk> {
    await this.once('siteRegister', { code, kind: 'KIOSK', name: `模拟终端 ${code}`, placeCode }, 'site { code }');
    const { kiosk } = await this.once(
      'kioskRegister',
      { siteCode: code, ownerKind: 'OFFICE', ownerName: '模拟单位' },
      'kiosk { id }',
    );
    const plan = Object.entries(slots).map(([slot, { productId, priceFen }]) => ({
      ...{ code: slot, productId, priceFen },
      capacity: CAPACITY,
    }));
    await this.once('planogramSet', { kioskId: kiosk.id, slots: plan }, 'kiosk { id }');
    const { claimCode } = await must(
      this.graph.call('deviceClaimIssue', { code, kind: 'KIOSK', siteCode: code }, 'claimCode'),
    );
    const { key } = await must(this.entrance.call('deviceClaim', { claimCode }, 'key'));
    return { id: kiosk.id, site: code, device: code, key };
  }

  /** Fills a slot from the centre; false when it has no room for so many, by the server's books. */
  async load(kioskId: string, code: string, count: number): Promise<boolean> {
    const input = { idempotencyKey: randomUUID(), kioskId, fromSiteCode: this.centre, slots: [{ code, count }] };
    const { userErrors } = await this.graph.call('slotLoad', input, 'kiosk { id }');
    if (userErrors.length === 0) return true;
    if (userErrors[0].code === 'SLOT_FULL') return false;
    throw new ServerTrouble(`slotLoad: ${userErrors[0].code}`);
  }

  /** Takes an order of one piece back. */
  async takeBack(orderId: string): Promise<void> {
    const lines = [{ lineNo: 1, quantity: '1', disposition: 'WRITE_OFF' }];
    await this.once('orderReturn', { orderId, kind: 'RETURN', reason: '模拟退货', lines }, 'order { id }');
  }

  private once(name: string, input: object, want: string): Promise<Payload> {
    return must(this.graph.call(name, { idempotencyKey: randomUUID(), ...input }, want));
  }
}

export interface SlotPlan {
  productId: string;
  priceFen: number;
}
