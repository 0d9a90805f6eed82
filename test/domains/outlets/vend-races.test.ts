import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CENTRE, unbalancedItems } from '../../kit/goods.js';
import {
  app,
  authorise,
  authorised,
  call,
  done,
  keyed,
  keyOf,
  makeKiosk,
  pay,
  report,
  reserve,
  slotsOf,
  startOutlets,
  stockOf,
  uuidOf,
  vendNow,
  type KioskUnderTest,
} from './kiosk-kit.js';

beforeAll(() => startOutlets());
afterAll(() => app.stop());

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
/** What was paid and what went back at a kiosk, and what its vends and slots say it should be. */
async function money({ id, site }: KioskUnderTest) {
  const { rows } = await app.db.pool.query(
    `select (select coalesce(sum(case p.kind when 'PAYMENT' then p.amount_fen else -p.amount_fen end), 0)::bigint from payment p
              where p.order_id in (select order_id from order_line where site_code = $2)) as takings,
            (select coalesce(sum(price_fen), 0)::bigint from vend where outlet_id = $1 and state = 'VENDED') as vended`,
    [keyOf(id), site],
  );
  return rows[0];
}

test('thirty who want the last one: one gets it, though another slot has more of the product', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 1, A2: 4 } });
  const answers = await Promise.all(Array.from({ length: 30 }, () => reserve(kiosk)));
  expect(answers.filter((answer) => answer.vend).length).toBe(1);
  expect(answers.flatMap(codes)).toEqual(Array.from({ length: 29 }, () => 'SLOT_EMPTY'));
  expect(await slotsOf(kiosk)).toEqual({ A1: [1, 0, 1, 1], A2: [4, 0, 4, 0] });
  expect(await stockOf(kiosk)).toEqual([5, 1]);
});

test('a site whose stock was promised to an order elsewhere refuses the vend, and holds nothing', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 2 } });
  await done(
    'orderPlace',
    {
      buyer: { name: '李小明', phone: '13812345678' },
      lines: [{ productId: kiosk.productId, quantity: '2', siteCode: kiosk.site }],
    },
    'order { id }',
  );
  expect(codes(await reserve(kiosk))).toEqual(['SLOT_EMPTY']);
  expect(await slotsOf(kiosk)).toEqual({ A1: [2, 0, 2, 0] });
  expect(await stockOf(kiosk)).toEqual([2, 2]);
});

test('twenty reports at once settle a vend once', async () => {
  const kiosk = await makeKiosk();
  const { token } = await authorised(kiosk);
  const answers = await Promise.all(Array.from({ length: 20 }, () => report(kiosk, token, 'VENDED')));
  expect(answers.flatMap(codes)).toEqual([]);
  expect(await slotsOf(kiosk)).toEqual({ A1: [5, 1, 4, 0] });
  expect(await stockOf(kiosk)).toEqual([4, 0]);
  expect(await money(kiosk)).toEqual({ takings: 1_200, vended: 1_200 });
});

test('success and failure at once: one wins, the other is flagged, the money moves once', async () => {
  for (let round = 0; round < 6; round++) {
    const kiosk = await makeKiosk({ slots: { A1: 2 } });
    const { token, vendId, orderId } = await authorised(kiosk);
    await Promise.all([report(kiosk, token, 'VENDED'), report(kiosk, token, 'FAILED'), report(kiosk, token, 'VENDED')]);
    const { state, flag } = await vendNow(vendId);
    const { rows } = await app.db.pool.query(
      'select paid_fen as paid, refunded_fen as refunded from customer_order where id = $1',
      [uuidOf(orderId)],
    );
    if (state === 'VENDED') expect([flag, rows[0]]).toEqual(['RESULT_CONTRADICTED', { paid: 1_200, refunded: 0 }]);
    else expect([state, flag, rows[0]]).toEqual(['REFUNDED', 'RESULT_AFTER_REFUND', { paid: 1_200, refunded: 1_200 }]);
    expect(await slotsOf(kiosk)).toEqual({ A1: [2, 1, 1, 0] });
    expect(await stockOf(kiosk)).toEqual([1, 0]);
  }
});

test('leave against calling off, and against running out: never both', async () => {
  for (let round = 0; round < 6; round++) {
    const kiosk = await makeKiosk({ slots: { A1: 1 } });
    const { vend } = await reserve(kiosk);
    await pay(kiosk, vend.order);
    const [leave, cancelled] = await Promise.all([
      authorise(kiosk, vend.id),
      keyed('orderCancel', { orderId: vend.order.id }, 'order { status }', { token: kiosk.token }),
    ]);
    // Whoever called off after leave was given got the money back; what comes out then is flagged.
    expect(cancelled.order.status).toBe('CANCELLED');
    if (leave.authorisation) await report(kiosk, leave.authorisation.token, 'VENDED');
    else expect(codes(leave)).toEqual(['INVALID_STATE']);
    expect((await money(kiosk)).takings).toBe(0);
  }
  const kiosk = await makeKiosk({ slots: { A1: 1 } });
  const { vend } = await reserve(kiosk);
  await app.db.pool.query(`update reservation set expires_at = now() + interval '40 ms' where order_id = $1`, [
    uuidOf(vend.order.id),
  ]);
  const paying = Array.from({ length: 10 }, () =>
    keyed('orderPay', { orderId: vend.order.id, amountFen: 1_200, method: 'qr' }, 'order { status }', {
      token: kiosk.token,
    }),
  );
  const paid = (await Promise.all(paying)).filter((answer) => answer.order).length;
  expect(paid).toBeLessThanOrEqual(1);
  expect((await authorise(kiosk, vend.id)).authorisation !== null).toBe(paid === 1);
});

test('ten that ask for leave at once get one token', async () => {
  const kiosk = await makeKiosk();
  const { vend } = await reserve(kiosk);
  await pay(kiosk, vend.order);
  const answers = await Promise.all(Array.from({ length: 10 }, () => authorise(kiosk, vend.id)));
  expect(answers.filter((answer) => answer.authorisation).length).toBe(1);
});

test('vends, offline sales, loads and orders beside each other leave every book in agreement', async () => {
  const kiosk = await makeKiosk({ slots: { A1: 10, A2: 10, A3: 10 }, capacity: 40 });
  const jobs: Promise<unknown>[] = [];
  for (let i = 0; i < 12; i++) {
    const slot = `A${(i % 3) + 1}`;
    jobs.push(
      (async () => {
        const { token } = await authorised(kiosk, slot);
        await report(kiosk, token, i % 4 === 0 ? 'FAILED' : 'VENDED');
      })(),
      call(
        'journalUpload',
        {
          entries: [1, 2, 3].map((seq) => ({
            seq,
            entryId: `s-${seq}`,
            kind: 'SALE',
            at: new Date().toISOString(),
            slot: `A${seq}`,
            amountFen: 1_200,
          })),
        },
        'receipt { ackedThroughSeq }',
        { token: kiosk.token },
      ),
      keyed(
        'slotLoad',
        {
          kioskId: kiosk.id,
          fromSiteCode: CENTRE,
          slots: [
            { code: 'A3', count: 1 },
            { code: 'A1', count: 1 },
          ],
        },
        'kiosk { id }',
      ),
      keyed(
        'orderPlace',
        {
          buyer: { name: '李小明', phone: '13812345678' },
          lines: [{ productId: kiosk.productId, quantity: '1', siteCode: kiosk.site }],
        },
        'order { id }',
      ),
    );
  }
  const answers = (await Promise.all(jobs)) as ({ errors?: object[] } | undefined)[];
  expect(answers.filter((answer) => answer?.errors)).toEqual([]);
  const { A1, A2, A3 } = await slotsOf(kiosk);
  const sum = (column: number) => [A1!, A2!, A3!].reduce((total, slot) => total + slot[column]!, 0);
  expect([0, 1, 2, 3].map(sum)).toEqual([54, 12, 42, 0]);
  // Twelve orders are held at the site, and all else is in the slots.
  expect(await stockOf(kiosk)).toEqual([42, 12]);
  expect(await unbalancedItems(app)).toBe(0);
  expect(await money(kiosk)).toEqual({ takings: 12 * 1_200, vended: 9 * 1_200 });
});
