import { randomUUID } from 'node:crypto';
import { Failed, shown } from './failed.js';
import type { Host } from './host.js';
import type { Answered, AskOperator, ChannelSimulator, Entered, Goods } from './simulator.js';

const VILLAGE = '340323200207';
/** Where a producer of that village sells from; any site would do. */
const SITE = 'CC-340323';
const PRICE_FEN = 1_250;
const FIRST_STOCK = '1000';

/** Makes products of ours, with stock, for a connection to sell. */
export class GoodsMaker {
  #producer: string | undefined;
  #made = 0;

  constructor(
    private readonly host: Host,
    private readonly connection: string,
  ) {}

  /** A published product with stock that is listed on the connection. */
  async make(): Promise<Omit<Goods, 'externalId'>> {
    this.#producer ??= await this.#register();
    const name = `样品 ${this.connection} ${++this.#made}`;
    const input = { producerId: this.#producer, name, industry: 'PRIMARY', unit: 'PIECE', priceFen: PRICE_FEN };
    const { product } = await this.do('productCreate', 'ProductCreateInput', 'product { id }', { ...input, ...key() });
    const { id } = product as { id: string };
    await this.do('productPublish', 'ProductStateInput', '', { productId: id });
    await this.receive(id, FIRST_STOCK);
    await this.do('listingSet', 'ListingSetInput', '', { productId: id, channel: this.connection, siteCodes: [SITE] });
    return { id, name, priceFen: PRICE_FEN, unit: 'PIECE', siteCode: SITE };
  }

  /** More of it comes in. */
  async receive(productId: string, quantity: string): Promise<void> {
    await this.do('stockReceive', 'StockReceiveInput', '', { ...key(), productId, siteCode: SITE, quantity });
  }

  async reprice(productId: string, priceFen: number): Promise<void> {
    await this.do('productUpdate', 'ProductUpdateInput', '', { productId, priceFen });
  }

  async availableOf(productId: string): Promise<string> {
    const { node } = await this.host.ask(
      'query($id: ID!) { node(id: $id) { ... on Product { stock { available } } } }',
      {
        id: productId,
      },
    );
    return (node as { stock: { available: string } }).stock.available;
  }

  /** One mutation that must succeed. */
  async do(field: string, type: string, selection: string, input: Record<string, unknown>): Promise<Answered> {
    const data = await this.host.ask(
      `mutation($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message } } }`,
      { input },
    );
    const payload = data[field] as Answered & { userErrors: unknown[] };
    if (payload.userErrors.length > 0) throw new Failed(`${field} is refused: ${shown(payload.userErrors)}`);
    return payload;
  }

  async #register(): Promise<string> {
    const input = { kind: 'LARGE_GROWER', name: `大户 ${this.connection}`, villageCode: VILLAGE };
    const { organisation } = await this.do('organisationRegister', 'OrganisationRegisterInput', 'organisation { id }', {
      ...input,
      ...key(),
    });
    return (organisation as { id: string }).id;
  }
}

const key = () => ({ idempotencyKey: randomUUID() });

/** Their id of a product that they do not get from us: somebody enters it there, and it is linked here. */
export async function entered(
  simulator: ChannelSimulator,
  product: Omit<Goods, 'externalId'>,
  ask: AskOperator,
): Promise<Entered> {
  const known = await simulator.enter?.(product, ask);
  if (!known)
    throw new Failed('the plug-in publishes no products: add `enter` to the simulator, which answers their id of one');
  return known;
}
