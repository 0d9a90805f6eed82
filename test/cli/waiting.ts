import { pino } from 'pino';
import { runUntilStopped } from '../../src/cli/run-until-stopped.js';

/** A process that says when it runs and when it was stopped, and takes as many ms to stop as its command line says. */
const say = (text: string) => process.stdout.write(`${text}\n`);

await runUntilStopped(
  async () => {
    say('running');
    const stop = async () => {
      await new Promise((resolve) => setTimeout(resolve, Number(process.argv[2])));
      say('stopped');
    };
    return { stop };
  },
  pino({ level: 'silent' }),
);
