import { Command } from 'commander';
import { runUntilStopped } from './run-until-stopped.js';
import { serverSettings } from './settings.js';

export const serve = (): Command =>
  new Command('serve')
    .description('Start the server: database, migrations, the demo county on an empty database, HTTP and WebSocket')
    .option('--strict-plugins', 'do not start with a plug-in that has a fault (else it is left out, and said so)')
    .addHelpText('after', '\nExample:\n  $ PORT=4100 YIZHAN_DATA=/srv/yizhan yizhan serve')
    .action(async ({ strictPlugins = false }: { strictPlugins?: boolean }) => {
      const { config, logger } = serverSettings();
      const app = await import('../app/serve.js');
      await runUntilStopped(() => app.serve(config, logger, { strictPlugins }), logger);
    });
