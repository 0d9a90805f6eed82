import { Agent, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createHttp } from '../../../src/app/http/index.js';

let app: FastifyInstance;
let lines: Record<string, unknown>[] = [];

interface Given {
  ready?: () => Promise<Record<string, string>>;
  rateLimit?: number;
  slowestLoopMs?: number;
  trustProxy?: boolean | number | string;
}

async function start({
  ready = async () => ({ database: 'ok' }),
  rateLimit = 0,
  slowestLoopMs = 0,
  trustProxy = false,
}: Given = {}): Promise<FastifyInstance> {
  lines = [];
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  app = await createHttp({ config: { trustProxy, rateLimit, slowestLoopMs }, logger, ready, metrics: new Registry() });
  return app;
}

afterEach(() => app.close());

describe('health', () => {
  it('is live when the process answers', async () => {
    await start();
    const answer = await app.inject('/health/live');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready when every check is', async () => {
    await start({ ready: async () => ({ database: 'ok', events: 'ok' }) });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', checks: { database: 'ok', events: 'ok' } },
    ]);
  });

  it('names the check that fails', async () => {
    await start({ ready: async () => ({ database: 'ok', events: '40 s behind' }) });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { status: 'unavailable', checks: { database: 'ok', events: '40 s behind' } },
    ]);
  });

  it('is not ready when the check itself fails, and says no more than that', async () => {
    await start({ ready: () => Promise.reject(new Error('password of db.internal')) });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { status: 'unavailable', checks: { server: 'the check failed' } },
    ]);
    expect(lines[0]).toMatchObject({ msg: 'the readiness check failed' });
  });

  it('is not ready when the check hangs', async () => {
    await start({ ready: () => new Promise(() => undefined) });
    const answer = await app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      { status: 'unavailable', checks: { server: 'no answer within 2000 ms' } },
    ]);
  });
});

describe('a request', () => {
  it('carries its id to the answer and the log', async () => {
    await start();
    const answer = await app.inject({ url: '/', headers: { 'x-request-id': 'abc-1' } });
    expect(answer.headers['x-request-id']).toBe('abc-1');
    expect(lines.at(-1)).toMatchObject({ requestId: 'abc-1', status: 302, msg: 'answered' });
  });

  it.each(['', 'a b', 'x'.repeat(65), 'a\u00e9'])('gets an id of ours instead of %j', async (given) => {
    await start();
    const answer = await app.inject({ url: '/health/live', headers: { 'x-request-id': given } });
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  });

  it('is told nothing of a fault but its id', async () => {
    await start();
    app.get('/broken', async () => {
      throw new Error('select secret from household');
    });
    const answer = await app.inject({ url: '/broken', headers: { 'x-request-id': 'r1' } });
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { code: 'INTERNAL', message: 'Internal error', requestId: 'r1' },
    ]);
  });

  it('is answered with headers that keep data from being run or framed', async () => {
    await start();
    const { headers } = await app.inject('/health/live');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('is refused beyond the rate of its address, except for health', async () => {
    await start({ rateLimit: 2 });
    const codes = [];
    for (let n = 0; n < 3; n++) codes.push((await app.inject('/')).statusCode);
    expect(codes).toEqual([302, 302, 429]);
    expect((await app.inject('/')).headers['retry-after']).toBe('1');
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    expect((await app.inject('/metrics')).statusCode).toBe(200);
    expect((await app.inject({ url: '/', remoteAddress: '10.0.0.9' })).statusCode).toBe(302);
  });

  it.each([
    [false, '127.0.0.1'],
    [1, '2.2.2.2'],
    [2, '1.1.1.1'],
    [true, '1.1.1.1'],
  ])('comes from the address that trustProxy %p leads to', async (trustProxy, expected) => {
    await start({ trustProxy });
    app.get('/address', async (request) => request.ip);
    const answer = await app.inject({ url: '/address', headers: { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' } });
    expect(answer.body).toBe(expected);
  });

  it('is asked to come again when the event loop is blocked, while health still answers', async () => {
    await start({ slowestLoopMs: 1_000 });
    await app.ready();
    const until = performance.now() + 2_500;
    while (performance.now() < until);
    await sleep(50);
    const answer = await app.inject('/');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });
});

describe('metrics', () => {
  it('count answers by route, not by path', async () => {
    await start();
    app.get('/things/:id', async () => 'x');
    await app.inject('/things/1');
    await app.inject('/things/2');
    await app.inject('/nowhere');
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/things/:id",status="200"} 2\n');
    expect(body).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1\n');
    expect(body).toContain('process_resident_memory_bytes ');
  });
});

describe('closing', () => {
  it('answers what it accepted, closes the connection, and is done', async () => {
    await start();
    app.get('/slow', async () => {
      await sleep(300);
      return 'done';
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true });
    const answer = new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
      const request = send({ port, path: '/slow', agent }, (response) => {
        response.resume().once('end', () => resolve([response.statusCode, response.headers.connection]));
      });
      request.once('error', reject).end();
    });
    await sleep(100);
    const before = Date.now();
    await app.close();
    expect(await answer).toEqual([200, 'close']);
    expect(Date.now() - before).toBeLessThan(1_500);
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed');
    agent.destroy();
  });
});
