import type { Logger } from 'pino';
import type { Database } from '../persistence/index.js';
import type { Bell } from './bell.js';

/** One event of the log. `occurredAt` is ISO text in UTC. */
export interface FeedEvent {
  pos: number;
  kind: string;
  subject: string;
  version: number;
  payload: Record<string, unknown>;
  occurredAt: string;
}

const COLUMNS = 'pos, kind, subject, version, payload, occurred_at as "occurredAt"';
const READ_FEED = `select ${COLUMNS} from event_feed where pos > $1 order by pos limit $2`;
const POLL_MS = 1_000;
const PAGE = 1_000;
/** Events kept in memory for followers who are nearly up to date; those further behind page from the table. */
const RECENT = 10_000;

/** This process's view of the log: its head, its recent events, and a wake-up for whoever waits for more. */
export class Feed {
  private recent: FeedEvent[] = [];
  private waiting = new Set<() => void>();
  private readonly listeners: ((event: FeedEvent) => void)[] = [];
  private wanted = 0;
  private pulling: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: () => void = () => undefined;
  private closed = false;
  headPos = 0;
  epoch = '';

  constructor(
    private readonly db: Database,
    private readonly bell: Bell,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.refreshHead();
    // Register for the bell first, then read: nothing falls between.
    this.unlisten = this.bell.on('fed', (pos) => {
      this.wanted = Math.max(this.wanted, pos);
      void this.pull();
    });
    this.timer = setInterval(() => void this.pull(), POLL_MS);
  }

  /** At most `limit` events after `pos`, in order. */
  async read(pos: number, limit: number): Promise<FeedEvent[]> {
    const first = this.recent[0];
    if (first && pos >= first.pos - 1) {
      const start = pos - first.pos + 1;
      return this.recent.slice(start, start + limit);
    }
    return this.db.read<FeedEvent>('feed_read', READ_FEED, [pos, limit]);
  }

  /** Resolves when the log reaches past `pos`, or when `signal` aborts or the feed closes. */
  beyond(pos: number, signal: AbortSignal): Promise<void> {
    if (this.headPos > pos || signal.aborted || this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Called for every event of this process's view, such as to clear a cache. */
  onEvent(listener: (event: FeedEvent) => void): void {
    this.listeners.push(listener);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.unlisten();
    clearInterval(this.timer);
    this.wakeAll();
    await this.pulling;
  }

  private pull(): Promise<void> {
    this.pulling ??= this.pullAll()
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'reading the event log failed; it is read again within a second'),
      )
      .finally(() => (this.pulling = undefined));
    return this.pulling;
  }

  private async pullAll(): Promise<void> {
    for (;;) {
      const page = await this.db.read<FeedEvent>('feed_read', READ_FEED, [this.headPos, PAGE]);
      if (page.length > 0) {
        this.recent.push(...page);
        if (this.recent.length > RECENT * 2) this.recent = this.recent.slice(-RECENT);
        this.headPos = page.at(-1)!.pos;
        for (const event of page) for (const listener of this.listeners) listener(event);
        this.wakeAll();
      } else await this.refreshEpoch();
      if (this.closed || (page.length < PAGE && this.headPos >= this.wanted)) return;
      if (page.length === 0) this.wanted = this.headPos;
    }
  }

  private async refreshEpoch(): Promise<void> {
    const before = this.epoch;
    const head = await this.readHead();
    if (head.epoch === before) return;
    this.logger.warn('the event log has a new epoch: followers are asked to take a fresh snapshot');
    this.recent = [];
    this.epoch = head.epoch;
    this.headPos = head.pos;
    this.wakeAll();
  }

  private async refreshHead(): Promise<void> {
    const { pos, epoch } = await this.readHead();
    this.headPos = pos;
    this.epoch = epoch;
  }

  private async readHead(): Promise<{ pos: number; epoch: string }> {
    return (await this.db.read<{ pos: number; epoch: string }>('feed_head', 'select pos, epoch from feed_head'))[0]!;
  }

  private wakeAll(): void {
    for (const done of [...this.waiting]) done();
  }
}
