import { jest } from '@jest/globals';
import type { TestApp } from '../../kit/app.js';

/** How many statements `work` reads with, without those by which the event log is polled beside it. */
export async function statementsOf({ db }: TestApp, work: () => Promise<unknown>): Promise<number> {
  const query = jest.spyOn(db.pool, 'query');
  try {
    await work();
    const names = query.mock.calls.map(([statement]) => (statement as { name?: string }).name ?? '');
    return names.filter((name) => !name.startsWith('feed')).length;
  } finally {
    query.mockRestore();
  }
}
