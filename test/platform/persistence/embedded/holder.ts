import { pino } from 'pino';
import { explained } from '../../../../src/cli/failure.js';
import { runUntilStopped } from '../../../../src/cli/run-until-stopped.js';
import { openDatabase } from '../../../../src/platform/persistence/embedded/index.js';

/** A process that holds the data folder named on its command line as `serve` does, and prints the database's URL. */
const logger = pino({ level: 'silent' });

async function open() {
  const database = await openDatabase({ databaseUrl: null, dataDir: process.argv[2]! }, logger);
  process.stdout.write(`${database.url}\n`);
  return database;
}

try {
  await runUntilStopped(open, logger);
} catch (error) {
  process.stderr.write(`${explained(error) ?? String(error)}\n`);
  process.exit(1);
}
