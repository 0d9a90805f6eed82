import { randomUUID } from 'node:crypto';
import { GraphQLClient } from 'graphql-request';
import {
  BrowseCountyDocument,
  DeliveryCheckDocument,
  NearestShopsDocument,
  PlaceOrderDocument,
  SearchProductsDocument,
  type BrowseCountyQuery,
  type NearestShopsQuery,
  type OrderPlaceInput,
  type PlaceOrderMutation,
  type SearchProductsQuery,
} from '../generated/graph.js';
import { graphUrl, token } from '../settings.js';

type Product = SearchProductsQuery['products']['nodes'][number];
type Order = NonNullable<PlaceOrderMutation['orderPlace']['order']>;
type Refusal = PlaceOrderMutation['orderPlace']['userErrors'][number];

interface Point {
  latitude: number;
  longitude: number;
}

interface Buyer {
  name: string;
  phone: string;
  address: string;
}

/** Fen as people read it; sums are made in fen, never in this. */
export const yuan = (fen: number): string => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** The calls of a front end: each is one document of `examples/journeys`, typed by `npm run codegen`. */
export class Storefront {
  private readonly client = new GraphQLClient(graphUrl, {
    headers: { 'accept-language': 'en', ...(token && { authorization: `Bearer ${token}` }) },
  });

  async county(): Promise<NonNullable<BrowseCountyQuery['county']>> {
    const { county } = await this.client.request(BrowseCountyDocument, { category: 'POOR' });
    if (!county) throw new Error('the server serves no county');
    return county;
  }

  async search(words: string): Promise<Product[]> {
    return (await this.client.request(SearchProductsDocument, { search: words, first: 20 })).products.nodes;
  }

  async nearest(here: Point): Promise<NearestShopsQuery['nearestShops']> {
    return (await this.client.request(NearestShopsDocument, { ...here, first: 3 })).nearestShops;
  }

  /** Delivered to where the buyer is if that is in the delivery area, else to be fetched at a shop. */
  async order(wish: {
    product: Product;
    quantity: string;
    buyer: Buyer;
    here: Point;
    pickUpShopId: string;
  }): Promise<Order> {
    const { product, quantity, buyer, here, pickUpShopId } = wish;
    const { deliveryCheck } = await this.client.request(DeliveryCheckDocument, { productId: product.id, ...here });
    const way = deliveryCheck?.covered
      ? { delivery: { address: buyer.address, point: here } }
      : { pickUp: { shopId: pickUpShopId } };
    const { order, userErrors } = await this.send({
      ...who(buyer),
      ...way,
      lines: [{ productId: product.id, quantity }],
    });
    if (!order) throw new Error(`the order was refused: ${userErrors.map(({ code }) => code).join(', ')}`);
    return order;
  }

  /** An expected failure is data: a code for the program, a message for the person, and nothing was changed. */
  async tooMuch(product: Product, buyer: Buyer, shopId: string): Promise<Refusal> {
    const lines = [{ productId: product.id, quantity: '1000000' }];
    const { userErrors } = await this.send({ ...who(buyer), pickUp: { shopId }, lines });
    const [refusal] = userErrors;
    if (!refusal) throw new Error('the server sold what it does not have');
    return refusal;
  }

  /**
   * The key is made once for each wish of the buyer. A lost answer is asked for again with the same key: the server then
   * answers the order it has already placed, and does not place another.
   */
  private async send(input: Omit<OrderPlaceInput, 'idempotencyKey'>): Promise<PlaceOrderMutation['orderPlace']> {
    const variables = { input: { ...input, idempotencyKey: randomUUID() } };
    const place = () => this.client.request(PlaceOrderDocument, variables);
    return (await place().catch((error: unknown) => (error instanceof TypeError ? place() : Promise.reject(error))))
      .orderPlace;
  }
}

const who = ({ name, phone }: Buyer) => ({ buyer: { name, phone } });
