import { explained } from './failure.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`${explained(error) ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
}
