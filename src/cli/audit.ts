import { Command } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { commandSettings } from './settings.js';

export const audit = (): Command =>
  new Command('audit')
    .description('Check that all books agree: ledger, shares, payments, stock')
    .addHelpText('after', '\nPrints a line for each breach and exits 1 if there is any.\n\nExample:\n  $ yizhan audit')
    .action(async () => {
      const { config, logger } = commandSettings();
      const { auditCommand } = await import('../app/commands.js');
      const breaches = await withDatabase(config, logger, (url) => auditCommand(url));
      for (const { rule, subject, expected, actual } of breaches)
        process.stdout.write(`${rule} ${subject}: expected ${expected}, found ${actual}\n`);
      if (breaches.length === 0) process.stdout.write('The books agree.\n');
      else process.exitCode = 1;
    });
