import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from '../../../kit/app.js';
import { caughtUp } from '../events/tracing.js';

export interface SignedHead {
  size: number;
  signedAt: string;
  note: string;
}

const HEAD = '{ latestTreeHead { size signedAt note } }';

export const newestHead = async (app: TestApp): Promise<SignedHead | null> => (await app.ask(HEAD)).data.latestTreeHead;

/** Waits for the events of all steps, and signs now what would be signed within the minute. */
export async function sealed(app: TestApp): Promise<SignedHead> {
  await caughtUp(app);
  const { rows } = await app.db.pool.query<{ size: number }>('select size::float8 as size from trace_log');
  await app.db.pool.query(`select graphile_worker.add_job('trace.sign-head', job_key => 'every:trace.sign-head')`);
  for (let tries = 0; tries < 200; tries++) {
    const head = await newestHead(app);
    if (head?.size === rows[0]!.size) return head;
    await sleep(50);
  }
  throw new Error('no head was signed');
}

/** Asks for the proof of the event at a place of the log, as a file. */
export async function proofFile(
  app: TestApp,
  leaf: number | string,
  query = '',
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${app.url}/trace/proofs/${leaf}.json${query}`);
  return { status: response.status, headers: response.headers, body: await response.json() };
}
