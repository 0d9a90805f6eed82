import { Command } from 'commander';
import { runUntilStopped } from './run-until-stopped.js';
import { serverSettings } from './settings.js';

export const serve = (): Command =>
  new Command('serve')
    .description('Start the server: database, migrations, the demo county on an empty database, HTTP and WebSocket')
    .addHelpText('after', '\nExample:\n  $ PORT=4100 YIZHAN_DATA=/srv/yizhan yizhan serve')
    .action(async () => {
      const { config, logger } = serverSettings();
      const app = await import('../app/serve.js');
      await runUntilStopped(() => app.serve(config, logger), logger);
    });
