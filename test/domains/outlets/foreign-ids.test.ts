import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { globalId } from '../../../src/platform/graphql/index.js';
import { createTokens } from '../../../src/platform/auth/index.js';
import { SECRET } from '../../kit/app.js';
import {
  app,
  authorised,
  call,
  done,
  keyOf,
  makeKiosk,
  startOutlets,
  uuidOf,
  type KioskUnderTest,
} from './kiosk-kit.js';
import { auditFile } from './audit-file.js';

// Whatever of a kiosk has an id is there for those who may see the kiosk, and for nobody else.
const OWN = 'kiosk-own';
let kiosk: KioskUnderTest;
let other: KioskUnderTest;
let things: Record<string, string>;

beforeAll(async () => {
  await startOutlets();
  await app.db.pool.query(
    `insert into channel_connection(code, plugin, name, county_code, state, config_version, permissions, events, created_by)
     values ($1, 'kiosk', 'own', '340323', 'ACTIVE', 1, '{terminal:read,order:read}', '{}', 'test'),
            ('kiosk-blind', 'kiosk', 'blind', '340323', 'ACTIVE', 1, '{order:read}', '{}', 'test'),
            ('kiosk-other', 'kiosk', 'other', '340323', 'ACTIVE', 1, '{terminal:read,order:read}', '{}', 'test')`,
    [OWN],
  );
  [kiosk, other] = [await makeKiosk({ channel: OWN }), await makeKiosk({ channel: 'kiosk-other' })];
  const { vendId } = await authorised(kiosk);
  const { command } = await done('kioskCommandIssue', { kioskId: kiosk.id, kind: 'LOCK' }, 'command { id }');
  const content = auditFile({ A1: { count: 3, fen: 3_600 } });
  const { report } = await call('auditUpload', { content }, 'report { id }', { token: kiosk.token });
  const { rows } = await app.db.pool.query<{ id: number }>('select id from slot where outlet_id = $1', [
    keyOf(kiosk.id),
  ]);
  things = {
    Kiosk: kiosk.id,
    Slot: globalId('Slot', rows[0]!.id),
    Vend: vendId,
    KioskCommand: command.id,
    AuditReport: report.id,
  };
});
afterAll(() => app.stop());

const channel = (id: string) => createTokens(SECRET).issue({ kind: 'channel', id, version: 1 }, 600);

/** Which of the things a viewer is answered, by their types. */
async function seenBy(as: { role?: string; token?: string }): Promise<string[]> {
  const { data, errors } = await app.ask(
    'query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }',
    { ids: Object.values(things) },
    as,
  );
  expect(errors).toBeUndefined();
  const found = data.nodes as ({ id: string; __typename: string } | null)[];
  for (const one of found) if (one) expect(things[one.__typename]).toBe(one.id);
  return found.flatMap((one) => (one ? [one.__typename] : []));
}

test.each<[string, () => Promise<{ role?: string; token?: string }>]>([
  ['the county’s operator', async () => ({ role: 'COUNTY_OPERATOR' })],
  ['the auditor', async () => ({ role: 'AUDITOR' })],
  ['the machine itself', async () => ({ token: kiosk.token })],
  ['the channel that it sells on', async () => ({ token: await channel(OWN) })],
])('%s sees all of it', async (_who, as) => {
  expect(await seenBy(await as())).toEqual(Object.keys(things));
});

test.each<[string, () => Promise<{ role?: string; token?: string }>]>([
  ['a visitor', async () => ({})],
  ['a customer', async () => ({ role: 'CUSTOMER' })],
  ['another machine', async () => ({ token: other.token })],
  ['another channel', async () => ({ token: await channel('kiosk-other') })],
  ['a channel that may not see machines', async () => ({ token: await channel('kiosk-blind') })],
  ['an operator of elsewhere', async () => ({ role: 'TOWNSHIP_OPERATOR' })],
  ['a producer', async () => ({ role: 'PRODUCER' })],
])('%s sees nothing of it', async (_who, as) => {
  await app.db.pool.query(`update staff set place_code = '340323100' where username = 'township_operator'`);
  expect(await seenBy(await as())).toEqual([]);
});

test('an id that is none, or of another kind, is not there for anybody', async () => {
  const uuid = '01a21aa2-8031-7681-8caf-43c3cdab41e4';
  const ids = [
    globalId('Kiosk', 999_999),
    globalId('Slot', 999_999),
    globalId('Vend', uuid),
    globalId('KioskCommand', uuid),
    globalId('Vend', uuidOf(things['KioskCommand']!)),
    globalId('KioskCommand', uuidOf(things['Vend']!)),
    globalId('Counter', keyOf(things['Kiosk']!)),
    globalId('Slot', `${keyOf(things['Slot']!)} or true`),
    globalId('Vend', 'x'),
  ];
  const { data, errors } = await app.ask(
    'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids },
    { role: 'COUNTY_OPERATOR' },
  );
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual(ids.map(() => null));
});
