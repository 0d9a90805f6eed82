import pg from 'pg';

/** Takes a database away and gives it back, as when its server is down: connections are cut, and new ones refused. */
export async function databaseSwitch(url: string): Promise<{ down(): Promise<void>; up(): Promise<void> }> {
  const { pathname } = new URL(url);
  const name = pathname.slice(1);
  const admin = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: process.env['YIZHAN_TEST_DATABASE_URL']! });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    down: () =>
      admin(
        `alter database ${name} with allow_connections false`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      ),
    up: () => admin(`alter database ${name} with allow_connections true`),
  };
}
