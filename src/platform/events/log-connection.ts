import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

// The server gives a connection up 5 s after its other end fell silent, and no statement or lock is waited for without end.
const SETTINGS = {
  statement_timeout: 10_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 10_000,
  tcp_keepalives_idle: 2,
  tcp_keepalives_interval: 1,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 5_000,
};
const CLOSE_MS = 1_000;

/**
 * A connection for the one who looks after the event log: outside any pool, for its advisory locks belong to it. Our own end
 * gives up on an answer after 12 s. Errors of an idle connection show at its next statement.
 */
export async function openLogConnection(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    query_timeout: 12_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 2_000,
    options: Object.entries(SETTINGS)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(' '),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await closeLogConnection(client);
    throw error;
  }
}

/** Says goodbye, but does not wait for an answer that may never come. */
export async function closeLogConnection(client: pg.Client): Promise<void> {
  const said = client.end().catch(() => undefined);
  await Promise.race([said, sleep(CLOSE_MS, undefined, { ref: false })]);
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
