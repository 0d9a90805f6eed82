import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseUrl, TEMPLATE } from './template.js';

/** A database of the test's own, cloned from the template; `drop` also ends whoever is still connected. */
export async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const adminUrl = process.env['YIZHAN_TEST_DATABASE_URL']!;
  const name = `yizhan_test_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    // Two files that clone at once would find the template in use: one waits for the other.
    await client.query('select pg_advisory_lock(7003)');
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name} template ${TEMPLATE}`);
  return { url: databaseUrl(adminUrl, name), drop: () => admin(`drop database if exists ${name} with (force)`) };
}
