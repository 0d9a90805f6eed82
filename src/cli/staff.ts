import { Command } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { commandSettings } from './settings.js';

export const staff = (): Command =>
  new Command('staff')
    .description('Make a staff account, such as the first operator of a county, and print its password')
    .requiredOption('--username <name>', 'what they sign in with')
    .requiredOption('--role <role>', 'a role such as COUNTY_OPERATOR')
    .requiredOption('--place <code>', 'division code of the region their work is limited to')
    .addHelpText('after', '\nExample:\n  $ yizhan staff --username li.wei --role COUNTY_OPERATOR --place 340323')
    .action(async (account: { username: string; role: string; place: string }) => {
      const { config, logger } = commandSettings();
      const { createStaffCommand } = await import('../app/county.js');
      const password = await withDatabase(config, logger, (url) => createStaffCommand(url, config, logger, account));
      process.stdout.write(`${password}\n`);
    });
