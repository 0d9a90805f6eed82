import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../sql.js';

/** How far ahead requests are given out: what somebody gives up after that is lost to the others for so long at most. */
const AHEAD_SECONDS = 0.25;

/**
 * Gives out up to $2 of a connection's requests, $3 a second of the database's time, a second's worth ($4 seconds) at once at
 * most. `used` and `until` are the moments, in seconds from now, after which those were given out, and up to which they are now.
 */
const GIVE = `
  insert into channel_rate as r (connection, given_until)
  values ($1, now() - make_interval(secs => $4) + make_interval(secs => least($2, floor($3 * ($4 + $5))) / $3))
  on conflict (connection) do update
     set given_until = greatest(r.given_until, now() - make_interval(secs => $4)) + make_interval(secs => least($2, greatest(0, floor(
           $3 * extract(epoch from now() + make_interval(secs => $5) - greatest(r.given_until, now() - make_interval(secs => $4)))))) / $3)
  returning extract(epoch from greatest(coalesce(old.given_until, '-infinity'), now() - make_interval(secs => $4)) - now())::float8 as used,
            extract(epoch from new.given_until - now())::float8 as until`;

interface Waiting {
  readonly signal: AbortSignal;
  readonly go: () => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * The rate of one connection over all processes: its row in the database gives out requests, as many at once as wait here. Who
 * comes while it is asked goes with the next, so that a storm costs a few statements a second and a single request one.
 */
export class SharedRate {
  private readonly waiting: Waiting[] = [];
  private giving = false;

  constructor(
    private readonly sql: Sql,
    private readonly connection: string,
    private readonly perSecond: number,
  ) {}

  /** Resolves when a request may be made, in the order in which it was asked for; rejects when the signal is aborted before. */
  turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      const over = () => signal.removeEventListener('abort', onAbort);
      this.waiting.push({
        signal,
        go: () => (over(), resolve()),
        fail: (reason) => (over(), reject(reason as Error)),
      });
      if (!this.giving) void this.give();
    });
  }

  private async give(): Promise<void> {
    this.giving = true;
    try {
      while (this.stillWaiting() > 0) {
        const [{ used, until }] = (await this.sql('give_requests', GIVE, [
          this.connection,
          this.waiting.length,
          this.perSecond,
          Math.max(1, 1 / this.perSecond),
          AHEAD_SECONDS,
        ])) as [{ used: number; until: number }];
        const given = Math.round((until - used) * this.perSecond);
        for (let n = 1; n <= given; n++) letGo(this.waiting.shift(), (used + n / this.perSecond) * 1_000);
        // Asked again before what was given out is used up, for several at once.
        const some = Math.min(this.waiting.length, Math.max(1, Math.floor((this.perSecond * AHEAD_SECONDS) / 2)));
        const pause = (until + some / this.perSecond - AHEAD_SECONDS) * 1_000;
        if (some > 0) await sleep(Math.max(1, pause), undefined, { ref: false });
      }
    } catch (error) {
      for (const { fail } of this.waiting.splice(0)) fail(error);
    } finally {
      this.giving = false;
    }
  }

  /** Those who gave up are gone. */
  private stillWaiting(): number {
    const still = this.waiting.filter(({ signal }) => !signal.aborted);
    this.waiting.splice(0, this.waiting.length, ...still);
    return still.length;
  }
}

function letGo(waiting: Waiting | undefined, inMs: number): void {
  if (!waiting) return;
  if (inMs <= 0) return waiting.go();
  setTimeout(() => waiting.go(), inMs);
}
