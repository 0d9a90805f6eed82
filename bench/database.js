import pg from 'pg';
import { built, DATA } from './place.js';
import { startServer } from './server.js';

const DEMO = 'bench_demo';
const QUIET = Object.fromEntries(
  ['fatal', 'error', 'warn', 'info', 'debug', 'trace'].map((level) => [level, () => undefined]),
);

/** PostgreSQL of the bench, with the demo county loaded once into a database that the others are copied from. */
export async function openCluster(port) {
  const { startEmbedded } = await built('platform/persistence/embedded/index.js');
  const server = await startEmbedded({ dataDir: DATA, logger: QUIET });
  const urlOf = (name) => server.url.replace(/[^/]+$/, name);
  const admin = await createClient(server.url);
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [DEMO]);
  await admin.query(rowCount ? 'select 1' : `create database ${DEMO}`);
  const loader = await startServer({ port, env: { DATABASE_URL: urlOf(DEMO) } });
  await loader.stop();
  await admin.end();
  return {
    get pid() {
      return server.pid;
    },
    demo: urlOf(DEMO),
    /** A fresh copy of the demo county; what was there under this name is gone. */
    async copy(name) {
      const client = await createClient(server.url);
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name} template ${DEMO}`);
      await client.end();
      return urlOf(name);
    },
    stop: () => server.stop(),
  };
}

export async function createClient(connectionString) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function rowsOf(url, text, values = []) {
  const client = await createClient(url);
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
