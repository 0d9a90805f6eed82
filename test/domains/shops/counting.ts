import { jest } from '@jest/globals';
import type { TestApp } from '../../kit/app.js';

/** How many statements `work` reads with; the polling of the event log and of the kept divisions runs beside it. */
export async function statementsOf({ db }: TestApp, work: () => Promise<unknown>): Promise<number> {
  const query = jest.spyOn(db.pool, 'query');
  try {
    await work();
    const asked = query.mock.calls.map(([statement]) => statement as { name?: string; text?: string });
    return asked.filter(({ name, text }) => !name?.startsWith('feed') && !text?.endsWith(' from place t')).length;
  } finally {
    query.mockRestore();
  }
}
