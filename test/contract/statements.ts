import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import pg from 'pg';
import type { TestApp } from '../kit/app.js';

const asking = new AsyncLocalStorage<string[]>();
const counted = new Map<string, string[]>();

/** Counts the statements that requests to this process cause; the sequencer, the feed and the jobs are left out. */
export function countStatements({ app }: TestApp): (id: string) => readonly string[] {
  // A statement that waits for a connection goes on in the context of whoever gives one back: it is held to that of who asked.
  const connect = pg.Pool.prototype.connect as (...args: unknown[]) => unknown;
  pg.Pool.prototype.connect = function (this: pg.Pool, ...args: unknown[]) {
    return connect.apply(
      this,
      args.map((arg) => (typeof arg === 'function' ? AsyncResource.bind(arg as () => void) : arg)),
    );
  } as never;

  const { prototype } = pg.Client;

  const query = prototype.query as (...args: unknown[]) => unknown;
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | { text?: string; name?: string }];
    const text = typeof statement === 'string' ? statement : `${statement.name ?? ''} ${statement.text ?? ''}`;
    // Who is asking, and the divisions kept in memory, are looked up once in a while for all requests.
    if (!text.startsWith('identity_') && !text.endsWith(' from place t')) asking.getStore()?.push(text);
    return query.apply(this, args);
  } as never;
  app.http.server.prependListener('request', (request) => {
    const id = request.headers['x-request-id'];
    if (typeof id !== 'string') return;
    const list: string[] = [];
    counted.set(id, list);
    asking.enterWith(list);
  });
  return (id) => counted.get(id) ?? [];
}
