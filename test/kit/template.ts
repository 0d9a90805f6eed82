import pg from 'pg';
import { seedBareCounty } from '../../src/app/demo/index.js';
import { migrateJobs } from '../../src/platform/jobs/index.js';
import { createOrm, migrateUp } from '../../src/platform/persistence/index.js';

export const TEMPLATE = 'yizhan_template';

/**
 * Makes the database that each test file's own is cloned from: newest schema, the county's divisions and sites, a staff
 * account a role. No household, product, shop or stock: each test makes what it needs.
 */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
    await admin.query(`create database ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  const url = databaseUrl(adminUrl, TEMPLATE);
  const orm = await createOrm(url, []);
  await migrateUp(orm);
  await orm.close();
  await migrateJobs(url);
  await seedBareCounty(url, { county: '340323' });
}

export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
