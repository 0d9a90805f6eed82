import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedBareCounty } from '../app/demo/index.js';
import { migrateCommand } from '../app/commands.js';
import type { Ground } from './options.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logging/index.js';
import { Database } from '../platform/persistence/index.js';
import { startEmbedded } from '../platform/persistence/embedded/index.js';

/**
 * A database of the run's own: on the server of `DATABASE_URL`, which must allow to create one, else on an embedded
 * PostgreSQL that is forgotten afterwards. Divisions, sites and a staff account a role are in it, and nothing else.
 */
export async function openGround(config: Config, logger: Logger): Promise<Ground> {
  const ground = config.databaseUrl ? await createDatabase(config.databaseUrl) : await embedded(logger);
  try {
    await migrateCommand(ground.url, config, logger, {});
    await seedBareCounty(ground.url, config);
    return ground;
  } catch (error) {
    await ground.drop();
    throw error;
  }
}

async function createDatabase(serverUrl: string): Promise<Ground> {
  const name = `yizhan_conformance_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const db = await Database.open({ url: serverUrl, entities: [], readPool: 1, onError: () => undefined });
    await db.pool.query(sql).finally(() => db.close());
  };
  await admin(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
}

async function embedded(logger: Logger): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'yizhan-conformance-'));
  // Root hands the server to another account, which must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbedded({ dataDir: folder, logger, durable: false });
  return {
    url: server.url,
    drop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
