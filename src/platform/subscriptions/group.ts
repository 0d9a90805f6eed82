import { setTimeout as sleep } from 'node:timers/promises';
import { execute, type ExecutionArgs } from 'graphql';
import type { FeedEvent, Position } from '../events/index.js';
import type { RequestContext } from '../graphql/index.js';
import type { GroupServices } from './services.js';
import type { FeedSource } from './source.js';
import type { Batch, ResyncReason, Shared, Subscriber } from './subscriber.js';

interface SharedSnapshot {
  position: Position;
  messages: string[];
}

/** What a group executes: one document with its variables, for one visibility. */
export type Execution = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** Events looked at in one step; also the most a subscriber who is behind is given between two looks at its socket. */
const PAGE = 250;
/** Further behind than this, what only carries its newest state is thinned out. */
const COALESCE_BEYOND = 2_000;
const SNAPSHOT_SHARED_MS = 500;
const RETRY_MS = 500;

/**
 * All who share document, variables and visibility. Each event is executed once and written as JSON once, and the same text
 * goes to everyone. It keeps no queue: a position in the log, and what is sent is read from there.
 */
export class Group implements Shared {
  private readonly live = new Set<Subscriber>();
  private readonly subscribers = new Set<Subscriber>();
  private position: Position;
  private running = false;
  private shared: { snapshot: Promise<SharedSnapshot>; until: number } | undefined;

  constructor(
    /** What is sent for an event is kept under this, for this group and others that send the same. */
    private readonly messageKey: string,
    readonly source: FeedSource,
    private readonly execution: Execution,
    private readonly context: () => RequestContext,
    private readonly services: GroupServices,
  ) {
    this.position = services.feed.position;
  }

  get size(): number {
    return this.subscribers.size;
  }

  join(subscriber: Subscriber): void {
    this.subscribers.add(subscriber);
    subscriber.catchUp();
  }

  leave(subscriber: Subscriber): void {
    // An idle group has sent all that was told: whoever goes on elsewhere need not look at it again.
    if (this.live.delete(subscriber)) subscriber.reached(this.running ? this.position.pos : this.services.feed.told);
    this.subscribers.delete(subscriber);
    subscriber.leave();
  }

  /** Makes it a live one if nothing in the log is beyond what it has: what comes next, the group sends. */
  admit(subscriber: Subscriber): boolean {
    const { feed } = this.services;
    if (subscriber.epoch !== feed.epoch || subscriber.pos < feed.headPos) return false;
    this.live.add(subscriber);
    return true;
  }

  /** Called when the log has got an event under one of its topics; `from` is the position before it. */
  wake(from: number): void {
    this.shared = undefined;
    if (this.running || this.live.size === 0) return;
    // Nothing of ours was between: what is idle need not read it.
    this.position = { epoch: this.services.feed.epoch, pos: from };
    this.running = true;
    void this.run();
  }

  /** The log was restored, or ran away: each looks for itself where it stands. */
  unseat(): void {
    this.shared = undefined;
    for (const subscriber of this.live) {
      this.live.delete(subscriber);
      subscriber.catchUp();
    }
  }

  /** What comes after a position, executed. `thin` asks for the newest state of each subject only, where that is enough. */
  async after(position: Position, thin: boolean): Promise<Batch> {
    const { feed } = this.services;
    const { kind, topics, coalesce } = this.source;
    const far = coalesce && feed.headPos - position.pos > COALESCE_BEYOND;
    const found = feed.after(position, kind, topics, far ? COALESCE_BEYOND : PAGE);
    const page = found instanceof Promise ? await found : found;
    if (page.lost) return { messages: [], upTo: page.upTo, lost: page.lost };
    const wanted = page.events.filter((event) => this.source.wants(event));
    const events = far || (coalesce && thin) ? newestOfEach(wanted) : wanted;
    const context = this.context();
    const written = await Promise.all(events.map((event) => this.message(event, context)));
    const messages = events.map(({ pos }, i) => ({ pos, json: written[i]! })).filter(({ json }) => json !== '');
    return { messages, upTo: page.upTo };
  }

  /** The state now; the same for all who ask within half a second, until something changes. */
  snapshot(): Promise<SharedSnapshot> {
    const now = Date.now();
    if (!this.shared || this.shared.until < now) {
      const snapshot = this.services.snapshots(() => this.takeSnapshot());
      this.shared = { snapshot, until: now + SNAPSHOT_SHARED_MS };
      const { shared } = this;
      const forget = () => void (this.shared === shared && (this.shared = undefined));
      // A failed one is not given to the next; a taken one is not kept longer than it is shared.
      snapshot.then(() => void setTimeout(forget, SNAPSHOT_SHARED_MS).unref(), forget);
    }
    return this.shared.snapshot;
  }

  resyncMessage(reason: ResyncReason): Promise<string> {
    return this.execute({ reason }, this.context());
  }

  failed(error: unknown): void {
    this.services.logger.warn({ err: error, kind: this.source.kind }, 'a subscription could not read; it tries again');
  }

  private async run(): Promise<void> {
    for (;;) {
      try {
        const batch = await this.after(this.position, false);
        if (batch.lost) this.unseat();
        for (const { pos, json } of batch.messages) this.broadcast(pos, json);
        this.position = { ...this.position, pos: batch.upTo };
        // In one step with the look at the head: what is fed after it wakes the group again.
        if (batch.lost || this.live.size === 0 || batch.upTo >= this.services.feed.headPos) {
          this.running = false;
          return;
        }
      } catch (error) {
        this.failed(error);
        await sleep(RETRY_MS);
      }
    }
  }

  private broadcast(pos: number, json: string): void {
    this.services.metrics.sent(this.live.size);
    for (const subscriber of this.live) {
      if (subscriber.take(pos, json)) continue;
      this.live.delete(subscriber);
      subscriber.catchUp();
    }
  }

  private async message(event: FeedEvent, context: RequestContext): Promise<string> {
    const { feed, memo, executing: others, metrics, cursors } = this.services;
    const key = `${this.messageKey} ${feed.epoch}:${event.pos}`;
    const known = memo.get(key) ?? others.get(key);
    if (known !== undefined) return known;
    const executing = (async () => {
      const cursor = cursors.encode({ epoch: feed.epoch, pos: event.pos });
      const at = { cursor, sequence: event.pos, occurredAt: event.occurredAt };
      const item = await this.source.change(event, at, context);
      const json = item === null ? '' : await this.execute(item, context);
      metrics.executed();
      memo.set(key, json);
      return json;
    })().finally(() => others.delete(key));
    others.set(key, executing);
    return executing;
  }

  private async takeSnapshot(): Promise<SharedSnapshot> {
    const { cursors, feed } = this.services;
    const context = this.context();
    const { epoch, pos, parts } = await this.source.snapshot(context);
    // The database was restored, and this process has not looked yet.
    if (epoch !== feed.epoch) await feed.pull();
    const messages: string[] = [];
    for (const [i, part] of parts.entries()) {
      const complete = i === parts.length - 1;
      // The cursor of a part that others follow starts anew: half a snapshot is none.
      const cursor = cursors.encode({ epoch, pos: complete ? pos : ANEW });
      messages.push(await this.execute({ ...part, cursor, complete }, context));
    }
    return { position: { epoch, pos }, messages };
  }

  private async execute(rootValue: object, contextValue: RequestContext): Promise<string> {
    const result = await execute({ ...this.execution, rootValue, contextValue });
    return JSON.stringify(this.services.present(result));
  }
}

/** A cursor before the first event. */
export const ANEW = -1;

function newestOfEach(events: readonly FeedEvent[]): FeedEvent[] {
  const newest = new Map<string, FeedEvent>();
  for (const event of events) {
    newest.delete(event.subject);
    newest.set(event.subject, event);
  }
  return [...newest.values()];
}
