import { Failed, shown } from './failed.js';
import type { Host } from './host.js';
import { until } from './until.js';

const OPEN = `state in ('PENDING', 'SENDING', 'RETRY')`;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly code: string | null;
  readonly wait: number;
}

/** What we say to the remote side, as the host keeps it. */
export class Outbox {
  constructor(
    private readonly host: Host,
    private readonly code: string,
  ) {}

  async row(id: string): Promise<Row> {
    const [row] = await this.host.rows<Row>(
      `select id, state, code, extract(epoch from next_at - now())::float8 as wait from delivery where id = $1`,
      [id],
    );
    if (!row) throw new Failed(`there is no delivery ${id}`);
    return row;
  }

  /** In the state that the host puts it in once it has read the answer. */
  async in(id: string, state: string): Promise<Row> {
    return until(`the delivery to be ${state}`, async () => {
      const row = await this.row(id);
      return row.state === state ? row : null;
    });
  }

  /** Everything that waits is due now, what is at work first come to its end. */
  async hurry(): Promise<void> {
    await until('the deliveries at work to come to an end', async () => {
      const sending = `select 1 from delivery where connection = $1 and state = 'SENDING'`;
      return (await this.host.rows(sending, [this.code])).length === 0;
    });
    await this.host.rows(
      `update delivery set next_at = now() where connection = $1 and state in ('PENDING', 'RETRY')`,
      [this.code],
    );
  }

  /** Everything that waits goes on waiting until it is hurried: it comes due at one moment. */
  async holdBack(): Promise<void> {
    await until('the deliveries at work to come to an end', async () => {
      const later = `update delivery set next_at = now() + interval '10 min' where connection = $1 and ${OPEN}`;
      await this.host.rows(later, [this.code]);
      const due = `select 1 from delivery where connection = $1 and ${OPEN} and (state = 'SENDING' or next_at <= now())`;
      return (await this.host.rows(due, [this.code])).length === 0;
    });
  }

  /** All that is to be told has been. */
  async empty(): Promise<void> {
    const left = `select event, state, code, note, attempts from delivery where connection = $1 and ${OPEN}`;
    let last: unknown[] = [];
    try {
      await until('everything to be told', async () => {
        if (!(await this.isLogged())) return false;
        last = await this.host.rows(left, [this.code]);
        return last.length === 0;
      });
    } catch (error) {
      if (error instanceof Failed) throw new Failed(`${error.message}; left: ${shown(last)}`);
      throw error;
    }
  }

  /** As if everything had happened a day earlier, and the next try were far: nothing is under way. */
  async dayPasses(): Promise<void> {
    await this.host.rows(
      `update delivery set occurred_at = occurred_at - interval '1 day', created_at = created_at - interval '1 day',
              first_tried_at = first_tried_at - interval '1 day' where connection = $1 and ${OPEN}`,
      [this.code],
    );
    await this.holdBack();
  }

  /** As if the time had passed that a killed process may still be taken to be at work. */
  async leasesEnd(): Promise<void> {
    await this.host.rows(`update delivery set lease_until = now() where connection = $1 and state = 'SENDING'`, [
      this.code,
    ]);
  }

  /** What a failed case left behind is nobody's any more. */
  async clear(): Promise<void> {
    await this.host.rows(
      `update delivery set state = 'DROPPED', lease = null, lease_until = null where connection = $1 and ${OPEN}`,
      [this.code],
    );
  }

  /** Every change so far has reached the outbox. */
  logged = (): Promise<boolean> => until('the changes to reach the outbox', () => this.isLogged());

  private async isLogged(): Promise<boolean> {
    const [row] = await this.host.rows<{ logged: boolean }>(
      `select not exists (select 1 from pending_event) and not exists (
                select 1 from event_feed f join event_consumer c on c.name = 'channels.outbox' and f.pos > c.pos
                 where f.kind in ('stock', 'product', 'order', 'refund', 'kiosk')) as logged`,
    );
    return row?.logged === true;
  }
}
