import { Command } from 'commander';
import { runUntilStopped } from './run-until-stopped.js';
import { serverSettings } from './settings.js';

export const worker = (): Command =>
  new Command('worker')
    .description('Run background jobs only, beside servers on the same database')
    .addHelpText('after', '\nExample:\n  $ DATABASE_URL=postgres://yizhan@db/yizhan yizhan worker')
    .action(async () => {
      const { config, logger } = serverSettings();
      const app = await import('../app/serve.js');
      await runUntilStopped(() => app.work(config, logger), logger);
    });
