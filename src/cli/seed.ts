import { Command } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { commandSettings } from './settings.js';

export const seed = (): Command =>
  new Command('seed')
    .description('Load the demo county into an empty database; one that holds anything is left as it is')
    .addHelpText('after', '\nExample:\n  $ YIZHAN_DATA=/srv/yizhan yizhan seed')
    .action(async () => {
      const { config, logger } = commandSettings();
      const { seedCommand } = await import('../app/commands.js');
      await withDatabase(config, logger, (url) => seedCommand(url, config, logger));
    });
