import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { HealthReport } from '../../plugin-kit/index.js';
import { breakerState } from '../calls/breaker.rules.js';
import { CallTimeout, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import { CONNECTION_COLUMNS, type ConnectionBook, type StoredConnection } from '../connections/connection-book.js';
import type { Sql } from '../sql.js';

export interface HealthOptions {
  readonly sql: Sql;
  readonly book: ConnectionBook;
  readonly calls: Calls;
  readonly logger: Logger;
  readonly up: (connection: string, up: boolean) => void;
}

const WORKING = `select ${CONNECTION_COLUMNS} from channel_connection c
  where c.state in ('ACTIVE', 'SUSPENDED') and ($1::text is null or c.code = $1) order by c.code`;
const SUSPENDED = `select suspended_code as code, suspended_note as message from channel_connection where code = $1`;
const STORE = `
  insert into channel_health as h (connection, status, code, note, checked_at, since) values ($1, $2, $3, $4, now(), now())
  on conflict (connection) do update set status = excluded.status, code = excluded.code, note = excluded.note,
    checked_at = now(), since = case when h.status = excluded.status then h.since else now() end`;
const AT_ONCE = 8;

/** Looks how connections do: what stands in the way of starting them, then what their plug-ins say. */
export class HealthChecks {
  constructor(private readonly options: HealthOptions) {}

  /** All that work, or one. */
  async check(code: string | null = null): Promise<void> {
    const { sql, logger, up } = this.options;
    const few = pLimit(AT_ONCE);
    const stored = await sql<StoredConnection>('working', WORKING, [code]);
    await Promise.all(
      stored.map((connection) =>
        few(async () => {
          const { status, code: why = null, message = null } = await this.look(connection);
          await sql('health', STORE, [connection.code, status, why, message?.slice(0, 500) ?? null]);
          up(connection.code, status === 'OK' || status === 'DEGRADED');
        }).catch((error: unknown) =>
          logger.error({ err: error, connection: connection.code }, 'a look at a connection failed'),
        ),
      ),
    );
  }

  /** The same, with nobody to wait for it. */
  checkSoon(code: string | null = null): void {
    this.check(code).catch((err: unknown) => this.options.logger.error({ err }, 'looking at connections failed'));
  }

  private async look(stored: StoredConnection): Promise<HealthReport> {
    const { sql, book, calls } = this.options;
    const opened = book.open(stored);
    if ('fault' in opened) return { status: 'DOWN', ...opened.fault };
    if (stored.state === 'SUSPENDED') {
      const [why] = await sql<{ code: string; message: string }>('suspended', SUSPENDED, [stored.code]);
      return { status: 'UNAUTHORISED', ...why };
    }
    const { open } = opened;
    const { breaker } = calls.linesOf(open);
    if (open.plugin.health) {
      try {
        const { status, code, message } = await calls.run(open, { what: 'health' }, (call) =>
          open.plugin.health!(call),
        );
        return { status, ...open.redact({ ...(code && { code }), ...(message && { message }) }) };
      } catch (error) {
        const code = error instanceof CallTimeout ? 'TIMEOUT' : 'FAILED';
        return { status: 'DOWN', code, message: spoken(error, open.redact) };
      }
    }
    return breakerState(breaker, Date.now()) === 'CLOSED'
      ? { status: 'OK' }
      : { status: 'DOWN', code: 'BREAKER_OPEN', message: 'The remote side failed several times in a row' };
  }
}
