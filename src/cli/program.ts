import { Command } from 'commander';
import { audit } from './audit.js';
import { importCommand } from './import.js';
import { migrate } from './migrate.js';
import { plugin } from './plugin.js';
import { schema } from './schema.js';
import { seed } from './seed.js';
import { serve } from './serve.js';
import { simulate } from './simulate.js';
import { staff } from './staff.js';
import { token } from './token.js';
import { trace } from './trace.js';
import { verify } from './verify.js';
import { worker } from './worker.js';

/** The command line. What a command does is imported when it runs: `--help` and a bad setting answer at once. */
export function createProgram(): Command {
  const program = new Command('yizhan')
    .description('One GraphQL graph from the farm household to the counter where its goods are sold')
    .showHelpAfterError('(yizhan --help lists the commands)')
    .addHelpText('after', ENVIRONMENT);
  const working = [serve(), worker(), migrate(), seed(), importCommand(), schema(), token(), staff()];
  for (const command of [...working, audit(), trace(), verify(), simulate(), plugin()]) program.addCommand(command);
  return program;
}

const ENVIRONMENT = `
Environment:
  PORT                4000        port; 0 takes a free one
  HOST                127.0.0.1   address to listen on
  DATABASE_URL                    PostgreSQL; unset, one is started below YIZHAN_DATA
  YIZHAN_DATA         .data       folder of the embedded PostgreSQL and of the demo's secret
  REDIS_URL                       Redis, for several server processes
  YIZHAN_SEED         demo        demo | none: the demo county fills an empty database (none when NODE_ENV=production)
  YIZHAN_SECRET                   32 characters or more; required when YIZHAN_SEED is none
  YIZHAN_COUNTY       340323      division code of the county served
  YIZHAN_TRUST_PROXY  false       true, the number of proxies in front, or their addresses
  YIZHAN_RATE_LIMIT   600         requests a second from one address; 0 is without limit
  YIZHAN_LOG_DAYS     30          how long events are kept at least
  YIZHAN_HEADS_URL                where the newest head of the trace log is posted once a day
  YIZHAN_PLUGINS                  more channels: npm packages or folders, with commas between
  LOG_LEVEL           info        fatal | error | warn | info | debug | trace | silent

docs/operate.md has them all: the limits of subscriptions, a replica for reading.

Example:
  $ yizhan serve`;
