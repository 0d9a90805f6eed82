import { Command, InvalidArgumentError } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { commandSettings } from './settings.js';

export const migrate = (): Command =>
  new Command('migrate')
    .description('Bring the database to the newest schema')
    .option('--down-to <number>', 'undo every migration after this one; 0 undoes all', migrationNumber)
    .addHelpText('after', '\nExample:\n  $ yizhan migrate\n  $ yizhan migrate --down-to 7')
    .action(async ({ downTo }: { downTo?: number }) => {
      const { config, logger } = commandSettings();
      const { migrateCommand } = await import('../app/commands.js');
      await withDatabase(config, logger, (url) => migrateCommand(url, config, logger, { downTo }));
    });

function migrationNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('expected a number such as 7');
  return Number(text);
}
