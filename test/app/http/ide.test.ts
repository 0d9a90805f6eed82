import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createHttp, firstQueries, registerIde } from '../../../src/app/http/index.js';

let app: FastifyInstance;
afterEach(() => app.close());

describe('the IDE', () => {
  const page = { url: '/graphql', headers: { accept: 'text/html,*/*' } };

  async function startIde(): Promise<void> {
    app = await createHttp({
      config: { trustProxy: false, rateLimit: 0, slowestLoopMs: 0 },
      logger: pino({ level: 'silent' }),
      ready: async () => ({}),
      metrics: new Registry(),
    });
    await registerIde(app, { tabs: firstQueries('340323200207') });
    app.route({ method: ['GET', 'POST'], url: '/graphql', handler: async () => ({ data: 'graphql' }) });
  }

  it('greets a browser, and leaves everybody else to GraphQL', async () => {
    await startIde();
    const answer = await app.inject(page);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('<base href="/graphql/ide/">');
    for (const other of [
      { url: '/graphql' },
      { ...page, url: '/graphql?query=%7Bcounty%7Bname%7D%7D' },
      { ...page, method: 'POST' as const },
    ]) {
      expect((await app.inject(other)).json()).toEqual({ data: 'graphql' });
    }
  });

  it('loads everything from us, under a policy that lets nothing else in', async () => {
    await startIde();
    const { body, headers } = await app.inject(page);
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    const loaded = [...body.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1]!)
      .filter((path) => path !== '/graphql/ide/');
    expect(loaded.length).toBeGreaterThan(10);
    for (const path of loaded) {
      expect(path).not.toMatch(/^(https?:)?\/\//);
      const answer = await app.inject(`/graphql/ide/${path}`);
      expect([path, answer.statusCode, answer.headers['content-security-policy']]).toEqual([path, 200, policy]);
    }
    const styles = (await app.inject('/graphql/ide/styles.css')).body;
    expect(styles).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

  it("has the county's first queries in its tabs, with subscriptions over graphql-ws", async () => {
    await startIde();
    const { body } = await app.inject('/graphql/ide/start.js');
    const options: unknown[] = [];
    const run = new Function('location', 'AltairGraphQL', body) as (location: object, altair: object) => void;
    run({ origin: 'https://yizhan.example' }, { init: (given: unknown) => options.push(given) });
    const { initialWindows: tabs, ...outside } = options[0] as { initialWindows: Record<string, string>[] } & Record<
      string,
      unknown
    >;
    expect(outside).toMatchObject({
      endpointURL: 'https://yizhan.example/graphql',
      subscriptionsEndpoint: 'wss://yizhan.example/graphql',
    });
    expect(tabs.map((tab) => tab.initialName)).toEqual([
      '县乡村 County',
      '村 Village',
      '农产品 Products',
      '库存 Stock',
      '库存变动 Stock changes',
    ]);
    for (const tab of tabs) {
      expect(tab.endpointURL).toBe('https://yizhan.example/graphql');
      expect(tab.initialSubscriptionRequestHandlerId).toBe('graphql-ws');
    }
  });
});
