import { Gauge, type Registry } from 'prom-client';
import type { Feed, Sequencer } from '../platform/events/index.js';

/** What `/metrics` says of the event log in this process. */
export function measureLog(registry: Registry, feed: Feed, sequencer: Sequencer): void {
  const figure = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect: function () {
        this.set(value());
      },
    });
  figure('yizhan_feed_head', 'Position of the newest event this process has read.', () => feed.headPos);
  figure('yizhan_sequencer_active', '1 in the process that moves events into the log.', () =>
    sequencer.active ? 1 : 0,
  );
  figure('yizhan_sequencer_moved', 'Events that this process moved into the log.', () => sequencer.moved);
  figure(
    'yizhan_sequencer_takeovers',
    'How many times this process became the one that does.',
    () => sequencer.takeovers,
  );
}
