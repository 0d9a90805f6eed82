import { createRequire } from 'node:module';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One tab of the IDE, as a reader first sees it. */
export interface IdeTab {
  readonly name: string;
  readonly query: string;
  /** Shown in the variables pane. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

interface Altair {
  renderAltair(options: Record<string, unknown>): string;
  getDistDirectory(): string;
}

const PATH = '/graphql';
const ASSETS = '/graphql/ide/';
const START = 'start.js';

/** All it loads comes from here: a browser without internet sees the whole IDE, and none of its outward calls leave. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers a browser's `GET /graphql` with the Altair IDE. Called before GraphQL itself is mounted on the same path. */
export async function registerIde(app: FastifyInstance, { tabs }: { tabs: readonly IdeTab[] }): Promise<void> {
  const altair = createRequire(import.meta.url)('altair-static') as Altair;
  const page = altair.renderAltair({ baseURL: ASSETS, serveInitialOptionsInSeperateRequest: START });
  const start = startScript(tabs);

  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(PATH)) return;
    if (request.url.startsWith(ASSETS)) reply.header('content-security-policy', POLICY);
    else if (isBrowserVisit(request)) {
      return reply
        .headers({ 'content-security-policy': POLICY, vary: 'Accept' })
        .type('text/html; charset=utf-8')
        .send(page);
    }
  });
  app.get(`${ASSETS}${START}`, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  await app.register(fastifyStatic, {
    root: altair.getDistDirectory(),
    prefix: ASSETS,
    index: false,
    decorateReply: false,
    maxAge: '1h',
  });
}

/** A query in the address is for GraphQL, whoever sends it. */
function isBrowserVisit({ method, url, headers }: FastifyRequest): boolean {
  const [path, search = ''] = url.split('?', 2);
  const visits = (method === 'GET' || method === 'HEAD') && (path === PATH || path === `${PATH}/`);
  return visits && !/(^|&)query=/.test(search) && (headers.accept ?? '').includes('text/html');
}

/** A file of its own, since the policy allows no script within the page; the addresses are those the browser came to. */
function startScript(tabs: readonly IdeTab[]): string {
  const options = {
    initialWindows: tabs.map(({ name, query, variables }) => ({
      initialName: name,
      initialQuery: query,
      ...(variables && { initialVariables: JSON.stringify(variables, null, 2) }),
    })),
    instanceStorageNamespace: 'yizhan_',
    initialSettings: {
      'alert.disableUpdateNotification': true,
      'banners.disable': true,
      disablePushNotification: true,
    },
  };
  return `const http = location.origin + '${PATH}';
const options = ${JSON.stringify(options)};
for (const target of [options, ...options.initialWindows]) {
  target.endpointURL = http;
  target.subscriptionsEndpoint = http.replace(/^http/, 'ws');
  target.initialSubscriptionRequestHandlerId = 'graphql-ws';
}
AltairGraphQL.init(options);
`;
}
