import type { Holder } from '../../platform/auth/index.js';
import { CloseReason, type Line } from './line.js';
import type { Said, SessionsOptions } from './options.js';
import { Session, type Register } from './session.js';

const SWEEP_MS = 1_000;
const PROBE_EVERY = 20;
const ROOM_MS = 20;
/** A reader who takes nothing of this much, for this long, is closed with 1013. */
const STALLED_MS = 10_000;

/** Every connection that may subscribe: how many there are, whether their credentials hold, and whether they read. */
export class Sessions implements Register {
  private readonly all = new Set<Session>();
  private readonly byScope = new Map<string, Set<Session>>();
  private readonly addresses = new Map<string, number>();
  private readonly subscriptions = new Map<string, number>();
  private readonly waiting = new Set<() => boolean>();
  private readonly timer: NodeJS.Timeout;
  private roomTimer: NodeJS.Timeout | undefined;
  private seconds = 0;

  constructor(readonly options: SessionsOptions) {
    this.timer = setInterval(() => this.sweep(), SWEEP_MS);
    options.metrics.gauge('yizhan_sockets', 'Open connections that may subscribe.', () => this.all.size);
    options.metrics.gauge('yizhan_sockets_full', 'Connections whose reader is behind.', () => this.waiting.size);
  }

  /** Takes a place for an address; false when it has too many. */
  admit(address: string): boolean {
    const { socketsPerAddress } = this.options.limits;
    const open = this.addresses.get(address) ?? 0;
    if (socketsPerAddress > 0 && open >= socketsPerAddress) {
      this.options.metrics.refuse('sockets per address');
      return false;
    }
    this.addresses.set(address, open + 1);
    return true;
  }

  dismiss(address: string): void {
    lessOne(this.addresses, address);
  }

  /** Opens a session; null when the credential does not hold. */
  async open(line: Line, said: Said): Promise<Session | null> {
    const holder = await this.options.authenticator.holder(said.authorization);
    if (!holder) return null;
    const session = new Session(this, line, said, holder);
    this.all.add(session);
    this.enlist(session, holder);
    return session;
  }

  close(session: Session): void {
    this.all.delete(session);
    this.delist(session);
    session.end();
  }

  /** The rights of `scope` changed: nothing more is sent to it before they were looked at again. */
  recheck(scope: string): void {
    this.options.authenticator.forget(scope);
    for (const session of this.byScope.get(scope) ?? []) void session.recheck();
  }

  /** Moves a session to whom it is now. */
  renew(session: Session, holder: Holder): void {
    this.delist(session);
    this.enlist(session, holder);
  }

  /** Takes a subscription's place for a credential; false when it has too many. Visitors are told apart by address alone. */
  reserve(scope: string, visitor: boolean): boolean {
    const { subscriptionsPerCredential } = this.options.limits;
    const running = this.subscriptions.get(scope) ?? 0;
    if (!visitor && subscriptionsPerCredential > 0 && running >= subscriptionsPerCredential) {
      this.options.metrics.refuse('subscriptions per credential');
      return false;
    }
    this.subscriptions.set(scope, running + 1);
    return true;
  }

  release(scope: string): void {
    lessOne(this.subscriptions, scope);
  }

  /** Resolves when `hasRoom` says so. One timer looks for all who wait. */
  whenRoom(hasRoom: () => boolean): Promise<void> {
    if (hasRoom()) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.add(() => (hasRoom() ? (resolve(), true) : false));
      this.roomTimer ??= setInterval(() => this.lookForRoom(), ROOM_MS);
    });
  }

  stop(): void {
    clearInterval(this.timer);
    clearInterval(this.roomTimer);
    for (const session of this.all) session.shut(CloseReason.GOING_AWAY, 'The server goes away');
  }

  private lookForRoom(): void {
    for (const look of this.waiting) if (look()) this.waiting.delete(look);
    if (this.waiting.size > 0) return;
    clearInterval(this.roomTimer);
    this.roomTimer = undefined;
  }

  private sweep(): void {
    const now = Date.now();
    this.seconds++;
    let nth = 0;
    for (const session of this.all) {
      if (session.expiresAt <= now) session.shut(CloseReason.FORBIDDEN, 'The credential has expired');
      else if (session.stalledFor(now) >= STALLED_MS) session.shut(CloseReason.TRY_AGAIN, 'Read faster');
      // A twentieth of them each second, so that probes do not come in one burst.
      else if (nth++ % PROBE_EVERY === this.seconds % PROBE_EVERY) session.line.probe();
    }
  }

  private enlist(session: Session, { viewer }: Holder): void {
    const sessions = this.byScope.get(viewer.scope) ?? new Set();
    this.byScope.set(viewer.scope, sessions.add(session));
  }

  private delist(session: Session): void {
    const sessions = this.byScope.get(session.viewer.scope);
    sessions?.delete(session);
    if (sessions?.size === 0) this.byScope.delete(session.viewer.scope);
  }
}

function lessOne(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
