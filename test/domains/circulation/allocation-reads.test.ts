import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allocate, type Candidate } from '../../../src/domains/circulation/alliance/allocate.rules.js';
import { promise } from '../../../src/domains/circulation/alliance/allocation.js';
import { lockAlliance } from '../../../src/domains/circulation/alliance/alliances.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { VILLAGE } from '../../kit/goods.js';
import { keyOf, makeAlliance } from './circulating.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('as few members as are needed are read, and the shares are those of reading everybody', async () => {
  const { allianceId } = await makeAlliance(app, { portion: '10' });
  const alliance = keyOf(allianceId);
  await app.db.pool.query(
    `with made as (insert into producer(kind, display_name, village_code) select 'LARGE_GROWER', '大户', $2 from generate_series(1, 90) returning id),
          products as (insert into product(producer_id, village_code, name, industry, of_scale, unit, scale, price_fen, status, stale_at, hidden_at, search_words, entered_by)
            select id, $2, '花生', 'PRIMARY', true, 'KG', 3, 1, 'PUBLISHED', now() + (case when id % 4 = 0 then -1 else 1 end) * interval '1 day',
                   now() + interval '9 days', '-', 'test' from made returning id, producer_id)
     insert into alliance_member(alliance_id, product_id, producer_id, place_code, capacity) select $1, id, producer_id, $2, 1 from products`,
    [alliance, VILLAGE],
  );
  const rolledBack = new Error('rolled back');
  for (let seed = 1; seed <= 12; seed++) {
    await app.db.pool.query(
      `update alliance_member set capacity = 1000 + hashint4(id::int + $2)::bigint & 32767, declared = hashint4(id::int * 7 + $2)::bigint & 65535,
              sold = (hashint4(id::int * 13 + $2)::bigint & 7) * 10000 where alliance_id = $1`,
      [alliance, seed],
    );
    const { rows } = await app.db.pool.query<Candidate>(
      `select m.id as member, m.sold, m.declared as free, m.capacity as room, p.stale_at <= now() as stale
         from alliance_member m join product p on p.id = m.product_id where m.alliance_id = $1 and m.declared > 0`,
      [alliance],
    );
    const quantity = seed * seed * 9_001;
    const given = app.db.command(async (tx) => {
      const locked = (await lockAlliance(tx, alliance))!;
      const { shares, own } = await promise(tx, locked, { quantity, now: new Date(), except: null });
      expect({ shares, left: own }).toEqual(allocate(quantity, 10_000, rows));
      expect(shares.length).toBeGreaterThan(0);
      throw rolledBack;
    });
    await expect(given).rejects.toBe(rolledBack);
  }
});
