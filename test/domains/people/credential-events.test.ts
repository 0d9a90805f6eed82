import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrations } from '../../../migrations/index.js';
import { startApp, type TestApp } from '../../kit/app.js';
import { GATE } from '../../kit/goods.js';
import { makeShop } from '../shops/shop-making.js';

let app: TestApp;
const ids: Record<string, number> = {};
beforeAll(async () => {
  app = await startApp();
  const add = async (name: string, text: string) => {
    ids[name] = (await app.db.pool.query<{ id: number }>(`${text} returning id`)).rows[0]!.id;
  };
  const staff = (name: string) =>
    `insert into staff(username, password_hash, display_name, role, place_code) values ('${name}', '-', '-', 'HELPER', '340323200207')`;
  await add('one', staff('one'));
  await add('two', staff('two'));
  await add('device', `insert into device(code, kind, site_code) values ('K-1', 'KIOSK', '${GATE}')`);
  await add('customer', `insert into customer(channel, external_id) values ('direct', 'somebody')`);
});
afterAll(() => app.stop());

/** The credential events that a statement writes, each as `subject version`; all of it is undone again. */
async function told(...statements: string[]): Promise<string[]> {
  const client = await app.db.pool.connect();
  try {
    await client.query('begin');
    // The sequencer sees nothing of it: it is never committed.
    for (const statement of statements) await client.query(statement);
    const { rows } = await client.query(
      `select subject, version, payload from pending_event where kind = 'credential' order by id`,
    );
    for (const { subject, payload } of rows) expect(`${payload.kind}:${payload.id}`).toBe(subject);
    return rows.map(({ subject, version }) => `${subject} ${version}`);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const staff = (set: string) => `update staff set ${set} where username = 'one'`;
test.each([
  ['active = false', 1],
  ['credential_version = credential_version + 1', 2],
  [`role = 'CADRE'`, 1],
  [`place_code = '340323'`, 1],
  ['place_code = null', 1],
])('staff set %s', async (set, version) => {
  expect(await told(staff(set))).toEqual([`staff:${ids['one']} ${version}`]);
});

test('a producer given to staff, and taken away', async () => {
  const insert = `insert into producer(kind, display_name, village_code) values ('COOPERATIVE', '-', '340323200207')`;
  const give = staff('producer_id = (select max(id) from producer)');
  expect(await told(insert, give)).toEqual([`staff:${ids['one']} 1`]);
  expect(await told(insert, give, staff('producer_id = null'))).toEqual([
    `staff:${ids['one']} 1`,
    `staff:${ids['one']} 1`,
  ]);
});

test('devices and customers', async () => {
  const device = (set: string) => `update device set ${set} where code = 'K-1'`;
  expect(await told(device('active = false'))).toEqual([`device:${ids['device']} 1`]);
  expect(await told(device('credential_version = 7'))).toEqual([`device:${ids['device']} 7`]);
  expect(await told(device(`site_code = 'CC-340323'`))).toEqual([`device:${ids['device']} 1`]);
  const customer = (set: string) => `update customer set ${set} where id = ${ids['customer']}`;
  expect(await told(customer('active = false'))).toEqual([`customer:${ids['customer']} 1`]);
  expect(await told(customer('credential_version = 2'))).toEqual([`customer:${ids['customer']} 2`]);
});

test('who is gone is told too; who is new, or only renamed, is not', async () => {
  expect(await told(`delete from staff where username = 'two'`)).toEqual([`staff:${ids['two']} 1`]);
  expect(await told(`delete from device where code = 'K-1'`)).toEqual([`device:${ids['device']} 1`]);
  expect(await told(`delete from customer where id = ${ids['customer']}`)).toEqual([`customer:${ids['customer']} 1`]);
  expect(
    await told(
      staff(`display_name = 'somebody', password_hash = 'x', active = true`),
      `update device set key_hash = 'x' where code = 'K-1'`,
      `insert into customer(channel, external_id) values ('direct', 'new')`,
    ),
  ).toEqual([]);
});

test("a shop's owner: the new one and the one before; its site: the owner", async () => {
  const shop = await makeShop(app);
  const own = (who: string) => `update shop set owner_staff_id = ${who} where site_code = '${shop.site.code}'`;
  const [one, two] = [ids['one']!, ids['two']!];
  expect(await told(own(String(one)))).toEqual([`staff:${one} 1`]);
  expect(await told(own(String(one)), own(String(two)))).toEqual([
    `staff:${one} 1`,
    `staff:${one} 1`,
    `staff:${two} 1`,
  ]);
  expect(await told(own(String(one)), own('null'))).toEqual([`staff:${one} 1`, `staff:${one} 1`]);
  const rename = `update site set code = 'MOVED' where code = '${shop.site.code}'`;
  expect(await told(own(String(one)), rename)).toEqual([`staff:${one} 1`, `staff:${one} 1`]);
  expect(await told(own(String(one)), `update shop set name = 'x' where site_code = '${shop.site.code}'`)).toEqual([
    `staff:${one} 1`,
  ]);
});

test('committed, it is in the log, and nobody is shown it', async () => {
  await app.db.pool.query(staff(`display_name = 'one', active = false`));
  const deadline = Date.now() + 5_000;
  let found: object[] = [];
  while (found.length === 0 && Date.now() < deadline) {
    found = (
      await app.db.pool.query(`select payload from event_feed where kind = 'credential' and subject = $1`, [
        `staff:${ids['one']}`,
      ])
    ).rows;
  }
  expect(found).toEqual([{ payload: { kind: 'staff', id: String(ids['one']) } }]);
  const all = await app.ask('{ events { nodes { kind } pageInfo { hasNextPage } } }', {}, { role: 'COUNTY_OPERATOR' });
  expect(all.data.events.nodes.map((event: { kind: string }) => event.kind)).not.toContain('CREDENTIAL');
});

test('the migrations that made the triggers can be taken back and made again', async () => {
  const statements = (name: string, direction: 'up' | 'down') => {
    const { class: Made } = migrations.find((migration) => migration.name === name)!;
    const migration = new (Made as unknown as new () => { up(): void; down(): void; getQueries(): string[] })();
    migration[direction]();
    return migration.getQueries().map(String);
  };
  for (const name of ['M0011ProductNews', 'M0010CredentialEvents']) {
    expect(await told(...statements(name, 'down'), ...statements(name, 'up'), staff('place_code = null'))).toEqual([
      `staff:${ids['one']} 1`,
    ]);
  }
});
