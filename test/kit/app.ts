import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createApp, type App, type AppOptions } from '../../src/app/app.js';
import { issueDemoToken } from '../../src/domains/people/index.js';
import { createTokens } from '../../src/platform/auth/index.js';
import type { Database } from '../../src/platform/persistence/index.js';
import type { Config } from '../../src/platform/config/index.js';
import { cloneDatabase } from './database.js';

export const SECRET = 'a secret for tests, of more than thirty-two characters';

export const testConfig = (over: Partial<Config> = {}): Config => ({
  production: false,
  port: 0,
  host: '127.0.0.1',
  databaseUrl: null,
  dataDir: '.data',
  redisUrl: null,
  seed: 'demo',
  secret: SECRET,
  logLevel: 'silent',
  county: '340323',
  trustProxy: false,
  rateLimit: 0,
  // A test's own work holds the loop of the server in its process.
  slowestLoopMs: 0,
  databaseReadUrl: null,
  limits: { socketsPerAddress: 0, subscriptionsPerSocket: 0, subscriptionsPerCredential: 0 },
  logDays: 30,
  plugins: [],
  pluginPrivateAddresses: true,
  publicUrl: null,
  gs1Prefix: '200',
  headsUrl: null,
  ...over,
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely, their values are asserted
export type Answer = { data: any; errors?: { message: string; extensions: { code: string } }[] };

export interface TestApp {
  readonly app: App;
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: Database;
  /** A token of the role's demo account. */
  token(role: string): Promise<string>;
  /** Asks the graph over HTTP, as a role (a visitor if none is said) or with a token. */
  ask(
    query: string,
    variables?: Record<string, unknown>,
    as?: { role?: string; token?: string; language?: string },
  ): Promise<Answer>;
  stop(): Promise<void>;
}

/** The whole platform on a database of its own, listening on a free port. */
export async function startApp(
  over: Partial<Config> = {},
  onUrl?: string,
  channels?: AppOptions['channels'],
): Promise<TestApp> {
  const database = onUrl ? { url: onUrl, drop: async () => undefined } : await cloneDatabase();
  const app = await createApp({
    url: database.url,
    config: testConfig(over),
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    ...(channels && { channels }),
  });
  await app.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.http.server.address() as AddressInfo;
  const tokens = createTokens(SECRET);
  const known = new Map<string, Promise<string>>();
  const token = (role: string) => {
    const found = known.get(role) ?? issueDemoToken(app.db, tokens, { role });
    known.set(role, found);
    return found;
  };
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: database.url,
    db: app.db,
    token,
    ask: async (query, variables = {}, as = {}) => {
      const bearer = as.token ?? (as.role && (await token(as.role)));
      const send = () =>
        fetch(`http://127.0.0.1:${port}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'accept-language': as.language ?? 'en',
            ...(bearer && { authorization: `Bearer ${bearer}` }),
          },
          body: JSON.stringify({ query, variables }),
        });
      let response = await send();
      // A busy machine makes the server refuse for a moment: it did nothing, and is asked again.
      for (let tries = 0; response.status === 503 && tries < 40; tries++) {
        await sleep(250);
        response = await send();
      }
      return (await response.json()) as Answer;
    },
    stop: async () => {
      await app.stop();
      await database.drop();
    },
  };
}
