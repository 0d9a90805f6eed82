import type { TestApp } from '../../kit/app.js';
import { CENTRE, done, keyOf, makeAlliance, makeMember, paidOrder, POINT } from '../circulation/circulating.js';
import { until } from '../orders/settling.js';
import { balances } from './books.js';

const dues = (app: TestApp) => balances(app, 'PURCHASE', 'POINT_CASH', 'COLLECTION_DUE');

/** Answers what moved on the points' and collections' accounts from now on. */
export async function watchDues(app: TestApp): Promise<() => Promise<Record<string, number>>> {
  const before = await dues(app);
  return async () => {
    const now = await dues(app);
    const changes = [...new Set([...Object.keys(before), ...Object.keys(now)])].map((account): [string, number] => [
      account,
      (now[account] ?? 0) - (before[account] ?? 0),
    ]);
    return Object.fromEntries(changes.filter(([, fen]) => fen !== 0));
  };
}

/** Every receipt there is, and what was paid for it, is in the ledger. */
export const receiptsBooked = ({ db }: TestApp): Promise<void> =>
  until(async () => {
    const { rows } = await db.pool.query<{ open: number }>(
      `select count(*)::int as open from collection_receipt r where not exists (select 1 from ledger_entry e where e.source = 'collected:' || r.id)
          or r.payment = 'PAID' and not exists (select 1 from ledger_entry e where e.source = 'collection-paid:' || r.id)`,
    );
    return rows[0]!.open === 0;
  });

/** An alliance of a (10 kg) and b (20 kg), with 10 kg of its own, and a paid order of 40 kg for 800.00 yuan. */
export async function alliedOrder(app: TestApp) {
  const { productId, allianceId } = await makeAlliance(app, { own: '10', portion: '10' });
  const { rows } = await app.db.pool.query<{ id: number }>('select producer_id as id from product where id = $1', [
    keyOf(productId),
  ]);
  const a = await makeMember(app, allianceId, { stock: '10' });
  const b = await makeMember(app, allianceId, { stock: '20' });
  const order = await paidOrder(app, [{ productId, quantity: '40', siteCode: CENTRE }]);
  const { shares } = await done(app, 'orderAllocate', { orderId: order.id, lineNo: 1 });
  const bring = (i: number, net: string, over: object = {}) =>
    done(app, 'collectionReceive', {
      siteCode: POINT,
      productId: [a, b][i]!.productId,
      shareId: shares[i].id,
      gross: net,
      grade: 'FIRST',
      unitPriceFen: 1_500,
      ...over,
    });
  return { order, productId, cooperative: rows[0]!.id, a, b, shares, bring };
}
/** Keys of both members and of the cooperative. */
export const keysOf = ({ a, b, cooperative }: Awaited<ReturnType<typeof alliedOrder>>) => ({
  A: keyOf(a.householdId),
  B: keyOf(b.householdId),
  C: cooperative,
});
