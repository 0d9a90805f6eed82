import { Command } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { CommandError } from './failure.js';
import { commandSettings } from './settings.js';

export const token = (): Command =>
  new Command('token')
    .description('Print an access token for a role or a device of the demo')
    .option('--role <role>', 'a role such as COUNTY_OPERATOR')
    .option('--device <code>', "a device's code")
    .addHelpText('after', '\nExample:\n  $ yizhan token --role COUNTY_OPERATOR\n  $ yizhan token --device KIOSK-0001')
    .action(async ({ role, device }: { role?: string; device?: string }) => {
      if ((role === undefined) === (device === undefined)) throw new CommandError('give either --role or --device');
      const { config, logger } = commandSettings();
      const { tokenCommand } = await import('../app/commands.js');
      const printed = await withDatabase(config, logger, (url) => tokenCommand(url, config, logger, { role, device }));
      process.stdout.write(`${printed}\n`);
    });
