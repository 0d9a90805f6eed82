/** Runs in the process of the setup, whose way of resolving `./x.js` still holds. */
export default async function globalTeardown(): Promise<void> {
  const { stopPostgres } = await import('./postgres.js');
  await stopPostgres();
}
