import pg from 'pg';

/** Makes the database that each test file's own is cloned from. */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('drop database if exists yizhan_template');
    await admin.query('create database yizhan_template');
  } finally {
    await admin.end();
  }
}
