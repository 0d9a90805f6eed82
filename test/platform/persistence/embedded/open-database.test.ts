import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectRunning, openDatabase, withDatabase } from '../../../../src/platform/persistence/embedded/index.js';
import { ask, folder, hold, logger, orphans, recordedPid, useFolder } from './folder.js';

useFolder();

describe('a data folder', () => {
  const config = () => ({ databaseUrl: null, dataDir: folder });

  it('is held by one server: a second says who has it, and changes nothing', async () => {
    const first = await hold();
    const second = await hold();
    expect(second.url).toBe('');
    expect(await second.ended).toEqual([
      1,
      `already running, process ${first.process.pid} (yizhan serve) uses ${folder}`,
    ]);
    expect(await ask(first.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    first.process.kill('SIGTERM');
    expect(await first.ended).toEqual([0, '']);
    expect(await orphans()).toEqual([]);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('leaves no server behind a holder that was killed, and comes back at once', async () => {
    const first = await hold();
    await ask(first.url, 'create table kept as select 9 as n');
    first.process.kill('SIGKILL');
    const second = await hold();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 9 }]);
    second.process.kill('SIGKILL');
    expect(await orphans()).toEqual([]);
  });

  it('comes back when holder and server are killed together', async () => {
    const first = await hold();
    await ask(first.url, 'create table kept as select 11 as n');
    const postmaster = recordedPid();
    first.process.kill('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const second = await hold();
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 11 }]);
    second.process.kill('SIGTERM');
    expect(await second.ended).toEqual([0, '']);
  });

  it('is closed in order by a Ctrl-C, which the terminal sends to the whole group', async () => {
    const { process: holder, ended } = await hold();
    process.kill(-holder.pid!, 'SIGINT');
    expect(await ended).toEqual([0, '']);
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/);
    expect(await orphans()).toEqual([]);
  });

  it('lends its running server to a command, which leaves it running', async () => {
    const server = await openDatabase(config(), logger);
    expect(connectRunning(folder)).toBe(server.url);
    expect(await withDatabase(config(), logger, async (url) => url)).toBe(server.url);
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(connectRunning(folder)).toBeNull();
  });

  it('gets a server for as long as a command takes, one command after the other', async () => {
    const at: string[] = [];
    const command = (name: string) =>
      withDatabase(config(), logger, async (url) => {
        at.push(`${name} begins`);
        await ask(url, 'select pg_sleep(0.3)');
        at.push(`${name} ends`);
      });
    await Promise.all([command('a'), command('b')]);
    expect(at).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(await orphans()).toEqual([]);
  });

  it('is given back when the command fails', async () => {
    await expect(withDatabase(config(), logger, () => Promise.reject(new Error('its own fault')))).rejects.toThrow(
      'its own fault',
    );
    expect(existsSync(join(folder, 'lock'))).toBe(false);
    expect(await orphans()).toEqual([]);
  });

  it('is not touched when there is a DATABASE_URL', async () => {
    const given = { databaseUrl: 'postgres://elsewhere/yizhan', dataDir: join(folder, 'none') };
    expect(await withDatabase(given, logger, async (url) => url)).toBe('postgres://elsewhere/yizhan');
    expect(existsSync(given.dataDir)).toBe(false);
  });
});
