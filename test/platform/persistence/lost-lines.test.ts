import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '../../../src/platform/persistence/index.js';
import { cloneDatabase } from '../../kit/database.js';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let server: Server;
let db: Database;
const sockets = new Set<Socket>();

beforeAll(async () => {
  database = await cloneDatabase();
  const { hostname: host, port } = new URL(database.url);
  server = createServer((near) => {
    const far = connect({ host, port: Number(port) });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  url.hostname = '127.0.0.1';
  db = await Database.open({ url: url.href, entities: [], onError: () => undefined });
});
afterAll(async () => {
  server.close();
  await database.drop();
});

test('commands whose line is lost fail, and more of them than the pool has connections stop none that come after', async () => {
  for (let n = 0; n < 8; n += 1) {
    let begun = false;
    const lost = db.command(async (tx) => {
      await tx.query('select 1');
      begun = true;
      await tx.query('select pg_sleep(30)');
    });
    const told = expect(lost).rejects.toThrow(/Connection terminated unexpectedly|ECONNRESET/);
    while (!begun) await sleep(5);
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await told;
  }
  expect(await db.command((tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
  await db.close();
});
