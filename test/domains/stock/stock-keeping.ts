import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, newKey, OPERATOR } from '../../kit/goods.js';

const ITEM = '{ site { code } onHand reserved available version }';
const RECEIVE = `mutation($input: StockReceiveInput!) { stockReceive(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const COUNT = `mutation($input: StockCountInput!) { stockCount(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const ADJUST = `mutation($input: StockAdjustInput!) { stockAdjust(input: $input) { stockItem ${ITEM} userErrors { code field message } } }`;
const TRANSFER = `mutation($input: StockTransferInput!) { stockTransfer(input: $input) { from ${ITEM} to ${ITEM} userErrors { code field message } } }`;
const PLACE = `mutation($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;
/** The centre of 刘集镇: not the region of the demo's township and village staff. */
export const ELSEWHERE = 'TC-340323104';

/** The platform that all of these ask. */
export let app: TestApp;

/** Starts it; to be called once a test file. */
export async function startStock(): Promise<void> {
  app = await startApp();
}

const run =
  (name: string, query: string) =>
  async (input: object, as: { role?: string; token?: string } = OPERATOR) => {
    const answer = await app.ask(query, { input: { idempotencyKey: newKey(), ...input } }, as);
    return answer.data?.[name] ?? answer;
  };
export const take = run('stockReceive', RECEIVE);
export const count = run('stockCount', COUNT);
export const adjust = run('stockAdjust', ADJUST);
export const transfer = run('stockTransfer', TRANSFER);
export const place = (productId: string, quantity: string, siteCode = GATE) =>
  run('orderPlace', PLACE)(
    { buyer: { name: '李小明', phone: '13812345678' }, lines: [{ productId, quantity, siteCode }] },
    {},
  );

/** Everything that a refused command must leave alone. */
export const books = async () =>
  (
    await app.db.pool.query(`select (select json_agg(i order by id) from stock_item i) as items,
    (select count(*) from stock_movement) as movements`)
  ).rows[0];
export const movements = async (productId: string) =>
  (
    await app.db.pool.query(
      `select m.kind, m.d_on_hand as "onHand", m.d_reserved as reserved, m.reason, m.item_version as version, i.site_code as site
         from stock_movement m join stock_item i on i.id = m.item_id where i.product_id = $1 order by m.id`,
      [Number(Buffer.from(productId, 'base64url').toString().split(':')[1])],
    )
  ).rows;
export const item = (code: string, onHand: string, reserved: string, available: string, version: number) => ({
  site: { code },
  onHand,
  reserved,
  available,
  version,
});
