import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { TestApp } from '../kit/app.js';

const asking = new AsyncLocalStorage<string[]>();
const counted = new Map<string, string[]>();

/** Counts the statements that requests to this process cause; the sequencer, the feed and the jobs are left out. */
export function countStatements({ app }: TestApp): (id: string) => readonly string[] {
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
