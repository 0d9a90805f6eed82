import { Counter, Gauge, type Registry } from 'prom-client';

/** What `/metrics` says of subscriptions. */
export class SubscriptionMetrics {
  private readonly executions: Counter;
  private readonly messages: Counter;
  private readonly own: Gauge;
  private readonly refused: Counter<'reason'>;
  private readonly closed: Counter<'code'>;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.executions = new Counter({
      name: 'yizhan_subscription_executions_total',
      help: 'Events executed for subscriptions: once for all who share document, variables and visibility.',
      registers,
    });
    this.messages = new Counter({
      name: 'yizhan_subscription_messages_total',
      help: 'Messages handed to sockets by groups; over the executions it is how many share one.',
      registers,
    });
    this.own = new Gauge({
      name: 'yizhan_subscriptions_unshared',
      help: 'Subscriptions executed for their subscriber alone, since their field follows no feed of the log.',
      registers,
    });
    this.refused = new Counter({
      name: 'yizhan_subscriptions_refused_total',
      help: 'Sockets and subscriptions refused, by the limit they reached.',
      labelNames: ['reason'],
      registers,
    });
    this.closed = new Counter({
      name: 'yizhan_sockets_closed_total',
      help: 'Sockets closed by the server, by close code: 1013 for readers too slow, 4403 for credentials that hold no longer.',
      labelNames: ['code'],
      registers,
    });
  }

  gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: function () {
        this.set(value());
      },
    });
  }

  executed(): void {
    this.executions.inc();
  }

  sent(messages: number): void {
    this.messages.inc(messages);
  }

  unshared(by: 1 | -1): void {
    this.own.inc(by);
  }

  refuse(reason: string): void {
    this.refused.inc({ reason });
  }

  close(code: number): void {
    this.closed.inc({ code });
  }
}
