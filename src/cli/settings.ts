import { destination } from 'pino';
import { readConfig, type Config } from '../platform/config/index.js';
import { createLogger, type Logger } from '../platform/logging/index.js';

export interface Settings {
  readonly config: Config;
  readonly logger: Logger;
}

/** For a process that stays: its log is its output. */
export function serverSettings(): Settings {
  const config = readConfig(process.env);
  return { config, logger: createLogger(config) };
}

/** For a command that comes to an end: standard output is for its answer, the log goes to standard error. */
export function commandSettings(): Settings {
  const config = readConfig(process.env);
  return { config, logger: createLogger(config, destination({ dest: 2, sync: true })) };
}
