import { createHash } from 'node:crypto';
import { appendLeaves, Heads } from '../../src/domains/trace/log/index.js';
import type { Database } from '../../src/platform/persistence/index.js';
import { createPrivacy } from '../../src/platform/privacy/index.js';
import { systemClock } from '../../src/shared/clock.js';
import { SECRET } from '../kit/app.js';

/** So many entries in the trace log, each with a signed head of its own. */
export async function fillTraceLog(db: Database, entries: number): Promise<void> {
  const privacy = createPrivacy(new Map([[1, SECRET]]), 1);
  const heads = new Heads({ db, privacy, clock: systemClock, origin: 'yizhan/trace/340323' });
  for (let n = 0; n < entries; n += 1) {
    await db.command((tx) => appendLeaves(tx, [createHash('sha256').update(`entry ${n}`).digest()]));
    await heads.sign();
  }
}
