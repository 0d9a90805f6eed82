import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPrivacy } from '../../../src/platform/privacy/index.js';
import { OrderIntake } from '../../../src/domains/orders/order-intake.js';
import { SECRET } from '../../kit/app.js';
import { makeProduct, OPERATOR } from '../../kit/goods.js';
import { app, done, keyed, keyOf, startOutlets } from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const SITE = 'COUNTER-0002';
const DAYS = `query($counterId: ID!, $from: Date!, $to: Date!) { counterDays(counterId: $counterId, from: $from, to: $to) {
  day sales salesFen returnsFen takingsFen countedFen differenceFen
  stock { productName opening received sold returned adjusted moved closing } } }`;
/** The day in China, so many days ago. */
const day = (ago = 0) => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);

let counterId: string;
let productId: string;
beforeAll(async () => {
  counterId = (
    await done('counterRegister', { siteCode: SITE, ownerKind: 'SUPERMARKET', ownerName: '谷阳超市' }, 'counter { id }')
  ).counter.id;
  productId = await makeProduct(app, { name: '小豆饼', unit: 'BOX', priceFen: 2_600, stock: { [SITE]: '20' } });
});

const days = async (from: string, to: string, as: { role?: string } = OPERATOR) =>
  (await app.ask(DAYS, { counterId, from, to }, as)).data.counterDays;
const empty = { sales: 0, salesFen: 0, returnsFen: 0, takingsFen: 0, countedFen: null, differenceFen: null };

describe('a counter’s day', () => {
  test('takings are sales less returns, and the stock adds up', async () => {
    const sell = async (quantity: string) => {
      const { order } = await done(
        'orderPlace',
        { buyer: { name: '李小明', phone: '13812345678' }, lines: [{ productId, quantity, siteCode: SITE }] },
        'order { id totalFen }',
      );
      await done('orderPay', { orderId: order.id, amountFen: order.totalFen, method: 'cash' }, 'order { id }');
      await done('orderFulfil', { orderId: order.id }, 'order { id }');
      return order.id;
    };
    const orderId = await sell('3');
    await sell('2');
    const back = { kind: 'RETURN', reason: '不要了', lines: [{ lineNo: 1, quantity: '1', disposition: 'RESTOCK' }] };
    await done('orderReturn', { orderId, ...back }, 'order { id }');
    await done('stockCount', { productId, siteCode: SITE, expected: '16', counted: '15' }, 'stockItem { onHand }');
    await done(
      'stockTransfer',
      { productId, fromSiteCode: SITE, toSiteCode: 'COUNTER-0003', quantity: '4' },
      'from { onHand }',
    );
    expect(await days(day(), day())).toEqual([
      {
        day: day(),
        sales: 2,
        salesFen: 13_000,
        returnsFen: 2_600,
        takingsFen: 10_400,
        countedFen: null,
        differenceFen: null,
        stock: [
          {
            productName: '小豆饼',
            opening: '0',
            received: '20',
            sold: '5',
            returned: '1',
            adjusted: '-1',
            moved: '-4',
            closing: '11',
          },
        ],
      },
    ]);
  });

  test('what the till held is held against it', async () => {
    const count = (countedFen: number, as: { role: string } = OPERATOR) =>
      keyed(
        'counterDayCount',
        { counterId, day: day(), countedFen },
        'counterDay { takingsFen countedFen differenceFen }',
        as,
      );
    expect((await count(10_000)).counterDay).toEqual({ takingsFen: 10_400, countedFen: 10_000, differenceFen: -400 });
    expect((await count(10_400)).counterDay).toEqual({ takingsFen: 10_400, countedFen: 10_400, differenceFen: 0 });
    expect(codes(await count(-1))).toEqual(['BAD_PRICE']);
    expect(codes(await count(1, { role: 'VILLAGE_OPERATOR' }))).toEqual(['NOT_FOUND']);
    expect((await days(day(), day()))[0]).toMatchObject({ countedFen: 10_400, differenceFen: 0 });
  });

  test('a sale booked later counts on the day that it happened', async () => {
    const privacy = createPrivacy(new Map([[1, SECRET]]), 1);
    const intake = new OrderIntake({ privacy } as never);
    await app.db.command((tx) =>
      intake.bookSale(tx, {
        channel: 'counter',
        externalId: 'receipt-1',
        siteCode: SITE,
        soldAt: new Date(Date.now() - 86_400_000).toISOString(),
        lines: [{ product: keyOf(productId), quantity: '1', amountFen: 2_500 }],
        tenders: [{ method: 'cash', amountFen: 2_500 }],
        by: 'test',
      }),
    );
    const [yesterday, today] = await days(day(1), day());
    expect(yesterday).toMatchObject({ day: day(1), sales: 1, salesFen: 2_500, takingsFen: 2_500 });
    expect(today).toMatchObject({ day: day(), sales: 2, takingsFen: 10_400 });
  });

  test('an order that is sold elsewhere too is not the counter’s', async () => {
    const other = await makeProduct(app, { unit: 'BOX', stock: { 'COUNTER-0003': '5' } });
    const { order } = await done(
      'orderPlace',
      {
        buyer: { name: '李小明', phone: '13812345678' },
        lines: [
          { productId, quantity: '1', siteCode: SITE },
          { productId: other, quantity: '1', siteCode: 'COUNTER-0003' },
        ],
      },
      'order { id totalFen }',
    );
    await done('orderPay', { orderId: order.id, amountFen: order.totalFen, method: 'transfer' }, 'order { id }');
    expect((await days(day(), day()))[0]).toMatchObject({ sales: 2, takingsFen: 10_400 });
  });

  test('is there though nothing happened; not for those of elsewhere, and not for more than 62 days', async () => {
    expect(await days(day(400), day(399))).toMatchObject([
      { day: day(400), ...empty },
      { day: day(399), ...empty },
    ]);
    expect(await days(day(), day(), { role: 'VILLAGE_OPERATOR' })).toBeNull();
    for (const [from, to] of [
      [day(62), day()],
      [day(), day(1)],
    ]) {
      const { errors } = await app.ask(DAYS, { counterId, from, to }, OPERATOR);
      expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
