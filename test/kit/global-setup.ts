import './resolve-typescript.js';

/** One PostgreSQL for all test files, and in it the template their databases are cloned from. */
export default async function globalSetup(): Promise<void> {
  // Not a static import: the hook above must be in place first.
  const { startPostgres } = await import('./postgres.js');
  process.env.YIZHAN_TEST_DATABASE_URL = await startPostgres();
  // With a single test file jest runs it in this process and hands it our globals: its graph would know every class twice.
  delete (globalThis as Record<string, unknown>)['TypeGraphQLMetadataStorage'];
}
