import { Command } from 'commander';

export const plugin = (): Command =>
  new Command('plugin')
    .description('Make a channel plug-in, and find out whether it is right')
    .addHelpText('after', '\nExample:\n  $ yizhan plugin new canteen\n  $ yizhan plugin test canteen')
    .addCommand(newPlugin())
    .addCommand(testPlugin());

const newPlugin = (): Command =>
  new Command('new')
    .argument('<name>', "the plug-in's id, and the folder to make: lower-case letters and digits")
    .description('Write a small plug-in with a simulator of the other side, which passes the suite at once')
    .addHelpText('after', '\nExample:\n  $ yizhan plugin new canteen')
    .action(async (name: string) => {
      const { writePlugin } = await import('./plugin-new.js');
      const folder = await writePlugin(name, process.cwd());
      process.stdout.write(`${folder} is written. Next:\n  yizhan plugin test ${name}\n`);
    });

const testPlugin = (): Command =>
  new Command('test')
    .argument('<folder>', 'the folder of the plug-in')
    .description(
      'Run the conformance suite on the real host, with a PostgreSQL of its own; fails when the plug-in does',
    )
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  $ yizhan plugin test examples/partner-plug-in')
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const { tryFolder } = await import('../conformance/try-folder.js');
      const print = (text: string) => void process.stdout.write(`${text}\n`);
      const passed = await tryFolder(folder, { json: json === true, print });
      // What a plug-in left open, such as a timer of its own, must not keep the command.
      process.exit(passed ? 0 : 1);
    });
