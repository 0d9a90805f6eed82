import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { createApp, type App } from '../app/app.js';
import { issueDemoToken } from '../domains/people/index.js';
import { createTokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import { createLogger, type Logger } from '../platform/logging/index.js';
import { withoutDeadlock } from '../platform/persistence/index.js';
import type { AnyChannel } from '../plugin-kit/index.js';
import { Failed, shown } from './failed.js';
import { openGround } from './database.js';
import type { Ground } from './options.js';
import { openLine, type Line } from './line.js';
import type { Answered } from './simulator.js';
import { QUICK } from './timings.js';

/** One that was killed has nothing left to say goodbye to. */
const KILLED_MS = 1_000;

/** The real server, on a database of its own, that can be killed and started again. */
export interface Host {
  readonly url: string;
  readonly config: Config;
  /** Everything logged so far. */
  log(): string;
  /** Asks the graph as the county's operator, and throws where it refuses. */
  ask(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Answered>;
  /** Straight from the tables: what is to be proved is what is kept. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Looks how the connections do, now. */
  checkHealth(): Promise<void>;
  /** As kill -9: its line to the database is cut at once. */
  kill(): Promise<void>;
  /** Starts it anew on the same database. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface HostOptions {
  readonly plugins: readonly AnyChannel[];
  /** Left out: on `DATABASE_URL`, else on an embedded PostgreSQL. */
  readonly database?: (() => Promise<Ground>) | undefined;
}

/** A server with these plug-ins. Nothing of it listens beyond the loopback. */
export async function openHost({ plugins, database }: HostOptions): Promise<Host> {
  const config = hostConfig(process.env.DATABASE_URL || null);
  const { logger, text } = listenedLog();
  const ground = await (database ? database() : openGround(config, logger));
  const killed: Promise<void>[] = [];
  let now: { app: App; line: Line; url: string; token: string } | null = null;

  const start = async () => {
    const line = await openLine(ground.url);
    const app = await createApp({ url: line.url, config, logger, channels: { plugins, timings: QUICK } });
    await app.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.http.server.address() as AddressInfo;
    const token = await issueDemoToken(app.db, createTokens(config.secret), { role: 'COUNTY_OPERATOR' });
    now = { app, line, url: `http://127.0.0.1:${port}`, token };
  };
  const running = () => {
    if (!now) throw new Error('the host is not running');
    return now;
  };
  await start();

  return {
    get url() {
      return running().url;
    },
    config,
    log: text,
    start,
    ask: (document, variables = {}) => ask(running(), document, variables),
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      // The server works on the same rows meanwhile.
      (await withoutDeadlock(() => running().app.db.pool.query<Row>(sql, values as unknown[]))).rows,
    checkHealth: () => running().app.channels.checkHealth(),
    kill: async () => {
      const { app, line } = running();
      now = null;
      await line.cut();
      app.http.server.closeAllConnections();
      // Its memory lives on, for it is ours: nothing of it goes on working.
      killed.push(app.stop().catch(() => undefined));
    },
    stop: async () => {
      await within(KILLED_MS, Promise.all(killed));
      await now?.app.stop();
      await now?.line.cut();
      now = null;
      await ground.drop();
    },
  };
}

const hostConfig = (databaseUrl: string | null): Config => ({
  production: false,
  port: 0,
  host: '127.0.0.1',
  databaseUrl,
  dataDir: '.data',
  redisUrl: null,
  seed: 'demo',
  secret: 'the conformance suite has a secret of its own',
  logLevel: 'debug',
  county: '340323',
  trustProxy: false,
  rateLimit: 0,
  slowestLoopMs: 0,
  databaseReadUrl: null,
  limits: { socketsPerAddress: 0, subscriptionsPerSocket: 0, subscriptionsPerCredential: 0 },
  logDays: 30,
  plugins: [],
  pluginPrivateAddresses: true,
  publicUrl: null,
  gs1Prefix: '200',
  headsUrl: null,
});

function listenedLog(): { logger: Logger; text: () => string } {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger({ logLevel: 'debug' }, destination), text: () => lines.join('') };
}

async function ask(
  { url, token }: { url: string; token: string },
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Answered; errors?: unknown };
  if (errors || !data) throw new Failed(`our graph refuses ${shown(query)}: ${shown(errors)}`);
  return data;
}

async function within(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([done, late]);
  clearTimeout(timer);
}
