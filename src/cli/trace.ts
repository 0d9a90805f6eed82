import { Command } from 'commander';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { CommandError } from './failure.js';
import { commandSettings } from './settings.js';
import { traceExport } from './trace-export.js';

const EXAMPLE = `
Example:
  $ yizhan trace heads --out /mnt/usb/heads
  $ yizhan trace heads --post https://witness.example.org/heads`;

/** What happened to goods, for partners, and the log that proves it. */
export const trace = (): Command =>
  new Command('trace')
    .description('What happened to goods, for partners; the signed heads of its log, and the key that signs them')
    .addHelpText('after', EXAMPLE)
    .addCommand(traceExport())
    .addCommand(heads())
    .addCommand(rotateKey());

const heads = (): Command =>
  new Command('heads')
    .description('Sign the newest head, and bring the heads to where the operator has no hand')
    .option('--out <folder>', 'a file for each head; none is written over')
    .option('--post <url>', 'send the newest one by POST')
    .addHelpText('after', `\nWithout an option, prints the newest head.\n${EXAMPLE}`)
    .action(async ({ out, post }: { out?: string; post?: string }) => {
      if (post !== undefined && !/^https?:\/\/\S+$/.test(post))
        throw new CommandError('--post takes an http or https URL');
      const { config, logger } = commandSettings();
      const { headsCommand } = await import('../app/trace-log.js');
      const told = await withDatabase(config, logger, (url) => headsCommand(url, config, logger, { out, post }));
      process.stdout.write(told);
    });

const rotateKey = (): Command =>
  new Command('rotate-key')
    .description('Make a new key for the heads; the old one signs a last head with it, and its secret is deleted')
    .addHelpText('after', '\nPrints the new public key: publish it.\n\nExample:\n  $ yizhan trace rotate-key')
    .action(async () => {
      const { config, logger } = commandSettings();
      const { rotateKeyCommand } = await import('../app/trace-log.js');
      const key = await withDatabase(config, logger, (url) => rotateKeyCommand(url, config, logger));
      process.stdout.write(`${key}\n`);
    });
