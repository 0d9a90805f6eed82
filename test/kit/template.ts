import pg from 'pg';
import { createDemoStaff } from '../../src/domains/people/index.js';
import { loadDivisions } from '../../src/domains/places/index.js';
import { seedSites } from '../../src/app/demo/sites.js';
import { entities } from '../../src/app/modules.js';
import { migrateJobs } from '../../src/platform/jobs/index.js';
import { createOrm, Database, migrateUp } from '../../src/platform/persistence/index.js';

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
  const db = await Database.open({ url, entities, readPool: 1, onError: () => undefined });
  await db.command(async (tx) => {
    await loadDivisions(tx, '340323', { invented: true });
    await seedSites(tx, '340323');
    await createDemoStaff(tx, { county: '340323', township: '340323200', village: '340323200207' }, { demo: false });
  });
  await db.close();
}

export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
