import type { TestApp } from '../../kit/app.js';
import { newKey, OPERATOR } from '../../kit/goods.js';

export const REGISTER = `mutation($input: ShopRegisterInput!) { shopRegister(input: $input) {
  shop { id name version sourceSystem position { latitude longitude } site { code kind name place { code } } place { code name }
         openingHours { weekday opens closes } services active phone showcase { code name kind place { code } } deliveryArea { kind } }
  userErrors { code field } } }`;

export const shopInput = (over: Record<string, unknown> = {}) => ({
  idempotencyKey: newKey(),
  name: '刘集镇农粮驿站',
  placeCode: '340323104',
  address: '演示街 1 号',
  position: { latitude: 33.405, longitude: 117.365 },
  ...over,
});

/** A shop made through the graph; answers it as `REGISTER` selects it. */
export async function makeShop(
  app: TestApp,
  over: Record<string, unknown> = {},
): Promise<{ id: string; site: { code: string } }> {
  const { data } = await app.ask(REGISTER, { input: shopInput(over) }, OPERATOR);
  if (data.shopRegister.userErrors.length > 0) throw new Error(JSON.stringify(data));
  return data.shopRegister.shop;
}

export async function countOf({ db }: TestApp, table: string): Promise<number> {
  return (await db.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;
}
