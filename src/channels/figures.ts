import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { breakerState } from './calls/breaker.rules.js';
import type { LinesBook } from './calls/lines.js';

/** What `/metrics` says of the channels, by connection. */
export class ChannelFigures {
  private readonly requests: Counter;
  private readonly messages: Counter;
  private readonly deliveries: Counter;
  private readonly health: Gauge;
  private readonly calls: Histogram;

  constructor(registry: Registry, lines: LinesBook) {
    const counter = (name: string, help: string, labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers: [registry] });
    this.requests = counter('yizhan_channel_requests_total', 'Requests of remote sides, by how they went.', [
      'connection',
      'outcome',
    ]);
    this.messages = counter('yizhan_channel_messages_total', 'Messages worked on, by what became of them.', [
      'connection',
      'state',
    ]);
    this.deliveries = counter('yizhan_channel_deliveries_total', 'Tries to deliver, by event and outcome.', [
      'connection',
      'event',
      'outcome',
    ]);
    this.health = new Gauge({
      name: 'yizhan_channel_up',
      help: '1 where the last look found a connection OK or DEGRADED, else 0.',
      labelNames: ['connection'],
      registers: [registry],
    });
    this.calls = new Histogram({
      name: 'yizhan_channel_call_seconds',
      help: 'Time of calls of a plug-in.',
      labelNames: ['connection', 'call'],
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 10],
      registers: [registry],
    });
    new Gauge({
      name: 'yizhan_channel_breaker_open',
      help: '1 while the breaker of a connection is open in this process.',
      labelNames: ['connection'],
      registers: [registry],
      collect: function () {
        for (const connection of lines.codes()) {
          const breaker = lines.breakerOf(connection);
          this.set({ connection }, breaker && breakerState(breaker, Date.now()) === 'OPEN' ? 1 : 0);
        }
      },
    });
  }

  told = (connection: string, outcome: string) => this.requests.inc({ connection, outcome });
  worked = (connection: string, state: string) => this.messages.inc({ connection, state });
  delivered = (connection: string, event: string, outcome: string) =>
    this.deliveries.inc({ connection, event, outcome });
  took = (connection: string, call: string, seconds: number) => this.calls.observe({ connection, call }, seconds);
  up = (connection: string, up: boolean) => this.health.set({ connection }, up ? 1 : 0);
}
