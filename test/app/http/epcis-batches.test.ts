import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gtinOf, batchPath } from '../../../src/domains/trace/gs1/keys.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE, makeProduct } from '../../kit/goods.js';
import { collect, keyOf } from '../../domains/circulation/circulating.js';
import { captured, caughtUp, documentOf, epcis, eventRows, saleOf } from '../../domains/trace/events/tracing.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('events that name our batches', () => {
  test('stand with them; stock and steps stay as they are', async () => {
    const productId = await makeProduct(app, { stock: { [GATE]: '10' } });
    const batch = await collect(app, { productId });
    await caughtUp(app);
    const stock = `select json_agg(s order by id) as items, (select count(*) from batch_step) as steps, (select count(*) from stock_movement) as moves from stock_item s`;
    const before = (await app.db.pool.query(stock)).rows[0];
    const link = `https://shop.example.com${batchPath(gtinOf('200', keyOf(productId)), batch.code)}?17=261231`;
    const other = `https://id.gs1.org${batchPath(gtinOf('200', keyOf(productId) + 1), batch.code)}`;
    await captured(
      app,
      documentOf([
        saleOf('b1', { epcList: [], quantityList: [{ epcClass: link, quantity: 2, uom: 'KGM' }] }),
        saleOf('b2', { epcList: [], quantityList: [{ epcClass: other, quantity: 2, uom: 'KGM' }] }),
      ]),
    );
    const rows = (await eventRows(app)).slice(-2);
    expect(rows.map(({ batches }) => batches)).toEqual([[keyOf(batch.id)], []]);
    expect((await app.db.pool.query(stock)).rows[0]).toEqual(before);
  });

  test('an event of ours that a partner sends back is a repetition, and theirs to declare wrong it is not', async () => {
    const ours = (await eventRows(app)).find(({ source }) => source === 'OWN')!;
    const context = [{ yizhan: 'urn:x-yizhan:epcis:', cbvmda: 'urn:epcglobal:cbv:mda:' }];
    const before = await eventRows(app);
    const back = await captured(app, documentOf([ours.event], context));
    expect([back.success, back['yizhan:repeated']]).toEqual([true, 1]);
    const errorDeclaration = { declarationTime: '2026-11-26T00:00:00Z', reason: 'did_not_occur' };
    const declared = await captured(app, documentOf([{ ...ours.event, errorDeclaration }], context));
    expect([declared.success, declared.errors[0].detail]).toEqual([
      false,
      `/eventID: ${ours.eventId} is another event's`,
    ]);
    expect(await eventRows(app)).toEqual(before);
  });

  test('a partner declares their own wrong, and it is told with the declaration', async () => {
    const event = saleOf('d1', { eventID: 'urn:uuid:d1' });
    await captured(app, documentOf([event]));
    const errorDeclaration = { declarationTime: '2026-11-26T00:00:00.000Z', reason: 'did_not_occur' };
    expect((await captured(app, documentOf([{ ...event, errorDeclaration }]))).success).toBe(true);
    const found = await epcis(app, `/events/${encodeURIComponent('urn:uuid:d1')}`, { role: 'CHANNEL' });
    expect(found.body.errorDeclaration).toEqual(errorDeclaration);
  });
});
