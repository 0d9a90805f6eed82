import type { Config } from '../platform/config/index.js';
import { migrateJobs } from '../platform/jobs/index.js';
import type { Logger } from '../platform/logging/index.js';
import { createOrm, migrateUp } from '../platform/persistence/index.js';
import { openDatabase } from '../platform/persistence/embedded/index.js';
import { createApp } from './app.js';
import { ensureCounty } from './county.js';
import { seedDemo } from './demo/index.js';

/** Connections that wait to be accepted: ten thousand terminals come back at once when a line is mended. The system may allow fewer. */
const BACKLOG = 8_192;

/** The whole platform: database, newest schema, the demo county on an empty database, then HTTP and WebSocket. */
export async function serve(
  config: Config,
  logger: Logger,
  { strictPlugins = false }: { strictPlugins?: boolean } = {},
): Promise<{ stop(): Promise<void> }> {
  const database = await openDatabase(config, logger);
  try {
    await prepare(database.url, config, logger);
    const app = await createApp({ url: database.url, config, logger, strictPlugins });
    const address = await app.http.listen({ port: config.port, host: config.host, backlog: BACKLOG });
    logger.info(`ready: ${address}/graphql`);
    return { stop: () => app.stop().finally(() => database.stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Background jobs and the event log alone, beside servers on the same database. */
export async function work(config: Config, logger: Logger): Promise<{ stop(): Promise<void> }> {
  const database = await openDatabase(config, logger, 'worker');
  try {
    const app = await createApp({ url: database.url, config, logger });
    logger.info('ready: working on jobs');
    return { stop: () => app.stop().finally(() => database.stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function prepare(url: string, config: Config, logger: Logger): Promise<void> {
  const orm = await createOrm(url, []);
  try {
    const ran = await migrateUp(orm);
    if (ran.length > 0) logger.info({ migrations: ran }, 'the schema is now the newest');
  } finally {
    await orm.close();
  }
  await migrateJobs(url);
  if (config.seed === 'demo') await seedDemo(url, config, logger);
  else await ensureCounty(url, config, logger);
}
