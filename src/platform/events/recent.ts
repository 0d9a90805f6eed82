import type { FeedEvent } from './event.js';

/** Events kept in memory: whoever is nearly up to date never asks the database. */
const KEPT = 10_000;

/**
 * The newest events of the log without a gap, found by position and by topic. Ten thousand kiosks that come back at once
 * each look at their own site's events only.
 */
export class RecentEvents {
  private events: FeedEvent[] = [];
  private topics = new Map<string, FeedEvent[]>();

  constructor(private readonly topicsOf: (event: FeedEvent) => readonly string[]) {}

  append(page: readonly FeedEvent[]): void {
    this.events.push(...page);
    if (this.events.length > 2 * KEPT) {
      this.events = this.events.slice(-KEPT);
      this.topics = new Map();
      this.index(this.events);
    } else this.index(page);
  }

  clear(): void {
    this.events = [];
    this.topics = new Map();
  }

  /** Whether every event after `pos` is here. */
  reaches(pos: number): boolean {
    const first = this.events[0];
    return first !== undefined && pos >= first.pos - 1;
  }

  /** At most `limit` events after `pos`, in order. */
  after(pos: number, limit: number): FeedEvent[] {
    const start = pos - this.events[0]!.pos + 1;
    return this.events.slice(start, start + limit);
  }

  /** As {@link after}, of any of several topics. */
  ofTopics(topics: readonly string[], pos: number, limit: number): FeedEvent[] {
    if (topics.length === 1) return this.ofTopic(topics[0]!, pos, limit);
    const found = new Map<number, FeedEvent>();
    for (const topic of topics) for (const event of this.ofTopic(topic, pos, limit)) found.set(event.pos, event);
    return [...found.values()].sort((a, b) => a.pos - b.pos).slice(0, limit);
  }

  private ofTopic(topic: string, pos: number, limit: number): FeedEvent[] {
    const events = this.topics.get(topic) ?? [];
    const start = firstAfter(events, pos);
    return events.slice(start, start + limit);
  }

  private index(page: readonly FeedEvent[]): void {
    for (const event of page) {
      for (const topic of this.topicsOf(event)) {
        const found = this.topics.get(topic);
        if (found) found.push(event);
        else this.topics.set(topic, [event]);
      }
    }
  }
}

function firstAfter(events: readonly FeedEvent[], pos: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.pos > pos) high = middle;
    else low = middle + 1;
  }
  return low;
}
