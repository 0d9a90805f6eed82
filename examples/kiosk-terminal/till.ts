import { randomUUID } from 'node:crypto';
import { GraphQLClient } from 'graphql-request';
import { PlaceOrderDocument, StockOfSitesDocument, type StockStateFragment } from '../generated/graph.js';
import { graphUrl, token } from '../settings.js';

/** The other side of the terminal: it sells from its site, and can ask what the server has on its books. */
export class Till {
  private readonly client = new GraphQLClient(graphUrl, { headers: token ? { authorization: `Bearer ${token}` } : {} });

  constructor(private readonly siteCode: string) {}

  /** Sells one whole unit from this site. */
  async sell(productId: string): Promise<void> {
    const input = {
      idempotencyKey: randomUUID(),
      buyer: { name: '自助购物', phone: '13800138000' },
      lines: [{ productId, quantity: '1', siteCode: this.siteCode }],
    };
    const { order, userErrors } = (await this.client.request(PlaceOrderDocument, { input })).orderPlace;
    if (!order) throw new Error(`the sale was refused: ${userErrors.map(({ message }) => message).join(', ')}`);
  }

  /** All stock of the site, page by page. */
  async books(): Promise<StockStateFragment[]> {
    const items: StockStateFragment[] = [];
    let after: string | null = null;
    do {
      const { stockItems }: { stockItems: Page } = await this.client.request(StockOfSitesDocument, {
        siteCodes: [this.siteCode],
        after,
      });
      items.push(...stockItems.nodes);
      after = stockItems.pageInfo.hasNextPage ? stockItems.pageInfo.endCursor : null;
    } while (after);
    return items;
  }
}

interface Page {
  nodes: StockStateFragment[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}
