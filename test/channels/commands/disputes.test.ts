import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '../../../src/plugin-kit/index.js';
import { newKey } from '../../kit/goods.js';
import { app, doIt, execute, startExecuting, stopExecuting } from './executing.js';
import { act, disputes, tokenOf } from './money.js';

beforeAll(() => startExecuting());
afterAll(stopExecuting);

describe('disputes', () => {
  test('are raised by a command once, read by their county, resolved once', async () => {
    const command: Command = {
      kind: 'dispute.raise',
      code: 'WRONG_MERCHANT',
      message: 'mchid 2 is not ours',
      order: { externalId: 'nobody-knows' },
      facts: { mchid: '2', amounts: [1, 2] },
    };
    const key = newKey();
    const { disputeId } = await doIt(command, key);
    expect(await execute(command, key)).toMatchObject({ status: 'done', duplicate: true, values: { disputeId } });
    const filter = { code: 'WRONG_MERCHANT', channel: 'one', state: 'OPEN' };
    expect(await disputes(filter)).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: disputeId,
          channel: 'one',
          code: 'WRONG_MERCHANT',
          message: 'mchid 2 is not ours',
          state: 'OPEN',
          resolution: null,
          resolvedBy: null,
          facts: expect.arrayContaining([
            { name: 'mchid', value: '2' },
            { name: 'amounts', value: '[1,2]' },
            { name: 'order', value: 'nobody-knows' },
          ]),
          order: null,
        },
      ],
    });
    const resolve = (over: object, as?: object) =>
      act('disputeResolve', 'DisputeResolveInput', { disputeId, resolution: '已与商户核对', ...over }, as);
    expect(await resolve({ resolution: ' ' })).toEqual([{ code: 'BAD_RESOLUTION', field: 'resolution' }]);
    const foreign = await app.db.pool.query(
      `insert into staff(username, password_hash, display_name, role, place_code) values ('other-county', '-', '-', 'COUNTY_OPERATOR', '340323104') returning id`,
    );
    const stranger = { token: await tokenOf(foreign.rows[0].id) };
    expect(await resolve({}, stranger)).toEqual([{ code: 'NOT_FOUND', field: 'disputeId' }]);
    expect(await disputes(filter, stranger)).toEqual({ totalCount: 0, nodes: [] });
    expect(
      (await app.ask('query($id: ID!) { node(id: $id) { id } }', { id: disputeId }, stranger)).data.node,
    ).toBeNull();
    expect(await resolve({})).toEqual([]);
    expect(await resolve({})).toEqual([{ code: 'ALREADY_RESOLVED', field: 'disputeId' }]);
    expect((await disputes(filter)).totalCount).toBe(0);
    const { nodes } = await disputes({ code: 'WRONG_MERCHANT', state: 'RESOLVED' });
    expect(nodes).toMatchObject([
      { state: 'RESOLVED', resolution: '已与商户核对', resolvedBy: expect.stringMatching(/^staff:\d+$/) },
    ]);
  });
});
