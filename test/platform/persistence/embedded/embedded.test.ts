import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startEmbedded } from '../../../../src/platform/persistence/embedded/index.js';
import { ask, folder, logger, orphans, recordedPid, useFolder } from './folder.js';

useFolder();

describe('the embedded server', () => {
  it('starts, keeps what was written, and stops', async () => {
    const first = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(first.url, 'create table kept as select 42 as n')).toEqual([]);
    expect(first.pid).toBe(recordedPid());
    await first.stop();
    await first.stop();
    expect(await orphans()).toEqual([]);

    const second = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
    await second.stop();
  });

  it('is set up for durable, small transactions and Chinese letters', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    const names = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'jit',
      'shared_buffers',
      'max_connections',
      'TimeZone',
      'listen_addresses',
    ];
    const settings = await ask<{ value: string }>(
      server.url,
      `select current_setting(n) as value from unnest('{${names.join()}}'::text[]) n`,
    );
    expect(settings.map(({ value }) => value)).toEqual(['on', 'on', 'on', 'off', '256MB', '100', 'UTC', '127.0.0.1']);
    expect(
      await ask(
        server.url,
        "select datlocprovider, datlocale, datcollate, pg_encoding_to_char(encoding) from pg_database where datname = 'yizhan'",
      ),
    ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8', datcollate: 'C', pg_encoding_to_char: 'UTF8' }]);
    await ask(server.url, 'create extension pg_trgm');
    expect(await ask(server.url, "select similarity('固镇黑花生', '黑花生') > 0.2 as alike")).toEqual([
      { alike: true },
    ]);
    await server.stop();
  });

  it('asks for a password that only its account may read', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'postgres/password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('makes the cluster anew when an earlier attempt was cut short', async () => {
    const remains = join(folder, 'postgres', 'cluster.new-abc');
    mkdirSync(remains, { recursive: true });
    writeFileSync(join(remains, 'PG_VERSION'), '18\n');
    const server = await startEmbedded({ dataDir: folder, logger });
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(existsSync(remains)).toBe(false);
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['cluster', 'password']);
    await server.stop();
  });

  it('comes back at the same address when PostgreSQL is killed, with all that was committed', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    await ask(server.url, 'create table kept as select 7 as n');
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; server.pid === pid && tries < 200; tries++) await sleep(50);
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
  });

  it('starts over a record whose process id another program has by now', async () => {
    const server = await startEmbedded({ dataDir: folder, logger });
    await server.stop();
    const path = join(folder, 'postgres/cluster/postmaster.pid');
    // The process of this test lives, and is no server.
    writeFileSync(
      path,
      `${process.pid}\n${join(folder, 'postgres/cluster')}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const again = await startEmbedded({ dataDir: folder, logger });
    expect(again.pid).toBe(recordedPid());
    await again.stop();
  });
});
