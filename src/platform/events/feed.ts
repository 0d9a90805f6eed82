import type { Logger } from 'pino';
import type { Database } from '../persistence/index.js';
import type { Bell } from './bell.js';
import type { Position } from './cursor.js';
import type { FeedEvent } from './event.js';
import type { EventKinds } from './kinds.js';
import { RecentEvents } from './recent.js';

/** Why a position cannot be followed any more. */
export type LostReason = 'EPOCH_CHANGED' | 'PAST_RETENTION';

/** Events after a position, in order; everything of the log up to `upTo` was looked at. `lost`: the position holds no longer. */
export interface FeedPage {
  events: FeedEvent[];
  upTo: number;
  lost?: LostReason;
}

interface Row extends Omit<FeedEvent, 'pos'> {
  epoch: string;
  head: number;
  tail: number;
  pos: number | null;
}

const COLUMNS = 'e.pos, e.kind, e.subject, e.version, e.payload, e.occurred_at as "occurredAt"';
/** Every event after it is there: said by retention before it drops a partition, and by what is there. */
const TAIL = 'greatest(h.tail, coalesce((select min(pos) from event_feed) - 1, h.pos)) as tail';
/** The head comes with the events, in one snapshot: a restore or a dropped partition cannot slip in between. */
const page = (inner: string) => `
  select h.epoch, h.pos as head, ${TAIL}, ${COLUMNS}
    from feed_head h left join lateral (select * from event_feed where ${inner}) e on true order by e.pos`;
const READ_ALL = page('pos > $1 order by pos limit $2');
const READ_KIND = page('pos > $1 and pos <= $2 and kind = $3');
const POLL_MS = 1_000;
const PAGE = 1_000;
/** Positions looked at in one read of one kind. */
const SPAN = 2_000;

/** This process's view of the log: its head, its recent events, and a call for whoever waits for more. */
export class Feed {
  private readonly recent: RecentEvents;
  private readonly listeners: ((event: FeedEvent) => void)[] = [];
  private readonly lost: (() => void)[] = [];
  private chimed = false;
  private pulling: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: () => void = () => undefined;
  private closed = false;
  headPos = 0;
  /** How far listeners were told: the head, but for the step in which it moves. */
  told = 0;
  epoch = '';

  constructor(
    private readonly db: Database,
    private readonly bell: Bell,
    private readonly logger: Logger,
    private readonly kinds: EventKinds,
  ) {
    this.recent = new RecentEvents(kinds.topicsOf);
  }

  async start(): Promise<void> {
    const head = await this.readHead();
    this.epoch = head.epoch;
    this.headPos = this.told = head.head;
    // Register for the bell first, then read: nothing falls between.
    this.unlisten = this.bell.on('fed', () => {
      this.chimed = true;
      void this.pull();
    });
    this.timer = setInterval(() => void this.pull(), POLL_MS);
    void this.pull();
  }

  get position(): Position {
    return { epoch: this.epoch, pos: this.headPos };
  }

  topicsOf(event: FeedEvent): readonly string[] {
    return this.kinds.topicsOf(event);
  }

  /**
   * Events of one kind after a position: at once where memory reaches back so far, otherwise from the table, some thousands
   * of positions a call. `topics` narrow what is looked at in memory; whoever asks still tests each event.
   */
  after(
    { epoch, pos }: Position,
    kind: string,
    topics: readonly string[],
    limit: number,
  ): FeedPage | Promise<FeedPage> {
    if (epoch !== this.epoch) return { events: [], upTo: pos, lost: 'EPOCH_CHANGED' };
    if (pos >= this.headPos) return { events: [], upTo: pos };
    if (!this.recent.reaches(pos)) return this.read(READ_KIND, pos, [pos, Math.min(pos + SPAN, this.headPos), kind]);
    const events = this.recent.ofTopics(topics, pos, limit);
    return { events, upTo: events.length < limit ? this.headPos : events.at(-1)!.pos };
  }

  /** Events of every kind after a position, at most `limit`. */
  all({ epoch, pos }: Position, limit: number): FeedPage | Promise<FeedPage> {
    if (epoch !== this.epoch) return { events: [], upTo: pos, lost: 'EPOCH_CHANGED' };
    if (pos >= this.headPos) return { events: [], upTo: pos };
    if (!this.recent.reaches(pos)) return this.read(READ_ALL, pos, [pos, limit]);
    const events = this.recent.after(pos, limit);
    return { events, upTo: events.at(-1)!.pos };
  }

  /** The oldest position that can still be followed. */
  async tail(): Promise<number> {
    return (await this.readHead()).tail;
  }

  /** Called in order for every event of this process's view, in one step with the head's move. */
  onEvent(listener: (event: FeedEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Called when the log was restored, or ran away from this process: whoever follows must look where they stand. */
  onLost(listener: () => void): void {
    this.lost.push(listener);
  }

  /** Reads what there is beyond the head now. */
  pull(): Promise<void> {
    this.pulling ??= this.pullAll()
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'reading the event log failed; it is read again within a second'),
      )
      .finally(() => (this.pulling = undefined));
    return this.pulling;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.unlisten();
    clearInterval(this.timer);
    await this.pulling;
  }

  private async read(text: string, pos: number, values: readonly unknown[]): Promise<FeedPage> {
    const epoch = this.epoch;
    const rows = await this.db.read<Row>(text === READ_ALL ? 'feed_all' : 'feed_kind', text, values);
    const { epoch: now, tail } = rows[0]!;
    if (now !== epoch) return { events: [], upTo: pos, lost: 'EPOCH_CHANGED' };
    if (pos < tail) return { events: [], upTo: pos, lost: 'PAST_RETENTION' };
    const events = eventsOf(rows);
    return { events, upTo: text === READ_ALL ? (events.at(-1)?.pos ?? pos) : (values[1] as number) };
  }

  private async pullAll(): Promise<void> {
    while (!this.closed) {
      this.chimed = false;
      const rows = await this.db.read<Row>('feed_all', READ_ALL, [this.headPos, PAGE]);
      const { epoch, head } = rows[0]!;
      if (epoch !== this.epoch) {
        this.renew(epoch, head);
        return;
      }
      const events = eventsOf(rows);
      if (events.length > 0) this.take(events);
      if (this.headPos >= head && !this.chimed) return;
    }
  }

  private take(events: FeedEvent[]): void {
    // This process was away for so long that what lay between is past retention.
    const gap = events[0]!.pos !== this.headPos + 1;
    if (gap) this.recent.clear();
    this.recent.append(events);
    this.headPos = events.at(-1)!.pos;
    if (gap) for (const listener of this.lost) listener();
    for (const event of events) {
      this.told = event.pos;
      for (const listener of this.listeners) listener(event);
    }
  }

  private renew(epoch: string, head: number): void {
    this.logger.warn('the event log has a new epoch: followers are asked to take a fresh snapshot');
    this.epoch = epoch;
    this.headPos = this.told = head;
    this.recent.clear();
    for (const listener of this.lost) listener();
  }

  private async readHead(): Promise<{ epoch: string; head: number; tail: number }> {
    const rows = await this.db.read<{ epoch: string; head: number; tail: number }>(
      'feed_head',
      `select h.epoch, h.pos as head, ${TAIL} from feed_head h`,
    );
    return rows[0]!;
  }
}

const eventsOf = (rows: readonly Row[]): FeedEvent[] =>
  rows
    .filter((row) => row.pos !== null)
    .map(({ pos, kind, subject, version, payload, occurredAt }) => ({
      pos: pos!,
      kind,
      subject,
      version,
      payload,
      occurredAt,
    }));
