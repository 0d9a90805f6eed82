import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Holder } from '../../platform/auth/index.js';
import type { RequestContext } from '../../platform/graphql/index.js';
import type { Viewer } from '../../platform/policy/index.js';
import type { Asked, Beginning, Outlet, Seat } from '../../platform/subscriptions/index.js';
import { CloseReason, type Line } from './line.js';
import type { Said, SessionsOptions } from './options.js';

/** More than this unread, and a reader gets nothing more until it has read: what one costs in memory, with one message. */
const FULL = 128 * 1024;
const RETRY_MS = 500;

/** What a session asks of the register of all. */
export interface Register {
  readonly options: SessionsOptions;
  whenRoom(hasRoom: () => boolean): Promise<void>;
  reserve(scope: string, visitor: boolean): boolean;
  release(scope: string): void;
  renew(session: Session, holder: Holder): void;
  close(session: Session): void;
}

/** A subscription of a session. */
export interface Running {
  stop(): void;
}

interface Held extends Running {
  asked: Asked;
  outlet: Outlet;
  seat: Seat | undefined;
  /** Where it stood when its seat was taken away. */
  standing: Beginning | undefined;
}

/** One connection with its credential and its subscriptions. */
export class Session {
  private readonly held = new Set<Held>();
  private expires: number;
  private who: Viewer;
  private checking: Promise<void> | undefined;
  private again = false;
  private ended = false;
  private stalledSince = 0;
  private lastBacklog = 0;

  constructor(
    private readonly sessions: Register,
    readonly line: Line,
    private readonly said: Said,
    holder: Holder,
  ) {
    this.who = holder.viewer;
    this.expires = holder.expiresAt;
  }

  get viewer(): Viewer {
    return this.who;
  }

  get expiresAt(): number {
    return this.expires;
  }

  get isFull(): boolean {
    return this.line.backlog > FULL;
  }

  /** Resolves when its reader has read enough, or is gone. */
  room(): Promise<void> {
    return this.sessions.whenRoom(() => this.ended || !this.isFull);
  }

  context(): RequestContext {
    return this.sessions.options.contextOf(this.who, this.said);
  }

  /** Starts a subscription; the errors if it is refused; the field's own stream where it follows no feed. */
  async subscribe(asked: Asked, outlet: Outlet): Promise<Running | readonly GraphQLError[] | AsyncIterable<unknown>> {
    const { limits, metrics, hub } = this.sessions.options;
    await this.checking;
    if (limits.subscriptionsPerSocket > 0 && this.held.size >= limits.subscriptionsPerSocket) {
      metrics.refuse('subscriptions per socket');
      return [tooMany(`At most ${limits.subscriptionsPerSocket} subscriptions on one connection.`)];
    }
    const { scope, kind } = this.who;
    if (!this.sessions.reserve(scope, kind === 'visitor'))
      return [tooMany(`At most ${limits.subscriptionsPerCredential} subscriptions with one credential.`)];
    const held: Held = { asked, outlet, seat: undefined, standing: undefined, stop: () => undefined };
    held.stop = () => {
      if (!this.held.delete(held)) return;
      this.sessions.release(scope);
      held.seat?.leave();
    };
    this.held.add(held);
    const as = this.who;
    const joined = await hub.join(asked, this.context(), outlet).catch((error: unknown) => {
      held.stop();
      throw error;
    });
    if (!('leave' in joined)) {
      held.stop();
      return joined;
    }
    this.seat(held, joined, as);
    return held;
  }

  /** Takes everything off its seat at once, looks the credential up again, and goes on as what it says now. */
  recheck(): Promise<void> {
    for (const held of this.held) {
      if (!held.seat) continue;
      held.standing = held.seat.leave();
      held.seat = undefined;
    }
    this.again = true;
    this.checking ??= this.check().finally(() => (this.checking = undefined));
    return this.checking;
  }

  /** How long its reader has taken nothing of a full line, in ms. */
  stalledFor(now: number): number {
    const { backlog } = this.line;
    if (backlog <= FULL || backlog < this.lastBacklog) this.stalledSince = 0;
    else this.stalledSince ||= now;
    this.lastBacklog = backlog;
    return this.stalledSince === 0 ? 0 : now - this.stalledSince;
  }

  shut(code: CloseReason, reason: string): void {
    this.sessions.options.metrics.close(code);
    this.line.close(code, reason);
    this.sessions.close(this);
  }

  /** Its connection is gone. */
  end(): void {
    this.ended = true;
    for (const held of this.held) held.stop();
  }

  private seat(held: Held, seat: Seat, as: Viewer): void {
    if (!this.held.has(held)) seat.leave();
    else if (this.checking || as !== this.who) {
      // Its credential changed while it was about to begin.
      held.standing = seat.leave();
      void this.recheck();
    } else held.seat = seat;
  }

  private async check(): Promise<void> {
    const rules = () => JSON.stringify(this.who.ability.rules);
    const before = rules();
    try {
      while (this.again && !this.ended) {
        this.again = false;
        const holder = await this.lookUp();
        if (this.ended) return;
        if (!holder) return this.shut(CloseReason.FORBIDDEN, 'The credential holds no longer');
        this.sessions.renew(this, holder);
        this.who = holder.viewer;
        this.expires = holder.expiresAt;
        // Whoever may see something else now forgets what they held, and starts with what they may see.
        const changed = rules() !== before;
        for (const held of [...this.held])
          await this.reseat(held, changed ? { resync: 'ACCESS_CHANGED' } : held.standing);
      }
    } catch (error) {
      this.sessions.options.logger.error({ err: error }, 'a session could not go on with its new rights');
      this.shut(CloseReason.TRY_AGAIN, 'Come back in a moment');
    }
  }

  private async reseat(held: Held, beginning: Beginning | undefined): Promise<void> {
    if (held.seat || !held.standing || !this.held.has(held)) return;
    const joined = await this.sessions.options.hub.join(held.asked, this.context(), held.outlet, beginning);
    if (!('leave' in joined)) return this.shut(CloseReason.FORBIDDEN, 'This subscription is not allowed any more');
    if (!this.held.has(held)) joined.leave();
    else if (this.again) held.standing = joined.leave();
    else held.seat = joined;
  }

  private async lookUp(): Promise<Holder | null> {
    for (;;) {
      try {
        return await this.sessions.options.authenticator.holder(this.said.authorization);
      } catch (error) {
        this.sessions.options.logger.warn({ err: error }, 'a credential could not be looked up; trying again');
        await sleep(RETRY_MS);
        if (this.ended) return null;
      }
    }
  }
}

const tooMany = (message: string) => new GraphQLError(message, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } });
