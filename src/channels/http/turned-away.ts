import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../plugin-kit/index.js';

/** About how long. Shorter than any channel waits for an answer. */
const HOLD_MS = 1_000;
/** Held at once for one connection; whoever comes beyond that is answered at once. */
const MOST_HELD = 1_000;

export const unavailable = (code: string, message: string): Reply => ({
  status: 503,
  headers: { 'retry-after': '5' },
  body: { code, message },
});

const TURNED_AWAY = unavailable('BUSY', 'Too many requests at once: send it again in a moment');
/** To come back it needs a new connection: that slows it too, and holds nothing here. */
const SENT_OFF: Reply = { ...TURNED_AWAY, headers: { ...TURNED_AWAY.headers, connection: 'close' } };

/**
 * Tells those for whom no place is left to come back, after a while: who is told at once asks again at once, and the answers
 * alone would fill the process. They are let go one by one, as all at once would be the next storm.
 */
export class TurnedAway {
  private readonly held = new Map<string, number>();

  async answer(connection: string): Promise<Reply> {
    const held = this.held.get(connection) ?? 0;
    if (held >= MOST_HELD) return SENT_OFF;
    this.held.set(connection, held + 1);
    await sleep(HOLD_MS * (0.5 + Math.random()));
    this.held.set(connection, this.held.get(connection)! - 1);
    return TURNED_AWAY;
  }
}
