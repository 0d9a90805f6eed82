import { RemoteServer, type RemoteReply, type RemoteRequest, type Told } from 'yizhan/plugin-kit/conformance';
import type { Json } from 'yizhan/plugin-kit';

export const ACCOUNT = { shop: 'GZ-01', key: 'canteen-key-5d1c7a90', pushKey: 'canteen-push-key-81f2e6b4' };

interface Item {
  readonly item: string;
  readonly ref: string;
  name: string;
  priceFen: number;
  onSale: boolean;
  quantity: number;
}

interface StockChange {
  readonly key: string;
  readonly item: string;
  readonly quantity: number;
}

/** The canteen service as its documents describe it: accounts, items, stock, and a list of what happened to orders. */
export class CanteenService {
  readonly told: Told[] = [];
  readonly #items = new Map<string, Item>();
  readonly #keys = new Set<string>();
  readonly #changes: Json[] = [];
  readonly server = new RemoteServer((request) => this.#answer(request));

  addChange(change: Json): void {
    this.#changes.push(change);
  }

  #answer(request: RemoteRequest): RemoteReply {
    if (request.headers['authorization'] !== `Bearer ${ACCOUNT.key}`) return { status: 401, body: { error: 'key' } };
    switch (`${request.method} ${request.path}`) {
      case 'GET /v1/account':
        return { status: 200, body: { shop: ACCOUNT.shop } };
      case 'GET /v1/items':
        return { status: 200, body: { items: [...this.#items.values()].map((item) => ({ ...item })) } };
      case 'GET /v1/changes':
        return this.#changesAfter(Number(request.query['after'] ?? 0));
      case 'POST /v1/items':
        return this.#publish(request);
      case 'POST /v1/stock':
        return this.#stock(request);
      default:
        return { status: 404, body: { error: 'no such path' } };
    }
  }

  /** Two at a time, so that a list is read page by page. */
  #changesAfter(after: number): RemoteReply {
    const changes = this.#changes.slice(after, after + 2);
    const next = after + changes.length;
    return { status: 200, body: { changes, next, more: next < this.#changes.length } };
  }

  #publish({ body, headers, manner }: RemoteRequest): RemoteReply {
    if (manner === 'refusing') return { status: 422, body: { error: 'not wanted here' } };
    const { ref, ...given } = JSON.parse(body) as Omit<Item, 'item' | 'quantity'>;
    const key = headers['idempotency-key'] ?? '';
    const known = [...this.#items.values()].find((item) => item.ref === ref);
    const item = known ?? { item: `C${1001 + this.#items.size}`, ref, ...given, quantity: 0 };
    Object.assign(item, given);
    this.#items.set(item.item, item);
    this.told.push({ event: 'product', item: item.item, key, effect: this.#isNew(key) });
    return { status: 200, body: { item: item.item } };
  }

  #stock({ body, manner }: RemoteRequest): RemoteReply {
    const { changes } = JSON.parse(body) as { changes: StockChange[] };
    const results = changes.map(({ key, item, quantity }, index) => {
      const entry = this.#items.get(item);
      if (!entry || manner === 'refusing') return { key, outcome: 'unknown-item' };
      if (manner === 'partial' && index > 0) return { key, outcome: 'later' };
      const effect = this.#isNew(key);
      if (effect) entry.quantity = quantity;
      this.told.push({ event: 'stock', item, key, effect, quantity: String(quantity) });
      return { key, outcome: 'ok' };
    });
    return { status: 200, body: { results } };
  }

  #isNew(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}
