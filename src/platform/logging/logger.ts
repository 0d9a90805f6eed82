import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/index.js';
import { scrubbed, withoutPersonalData, withoutRowValues } from './redaction.js';

export type { Logger } from 'pino';

interface LoggedRequest {
  method?: string;
  url?: string;
  ip?: string;
}

const errorWithoutRows = (error: Error) =>
  error instanceof Error ? withoutRowValues({ ...stdSerializers.err(error) }) : error;

/**
 * JSON lines with ISO time, without personal data. A request is logged by method and path: its query may hold a credential.
 * `destination` is standard output unless given.
 */
export function createLogger(config: { readonly logLevel: LogLevel }, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    base: { pid: process.pid },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (entry: Record<string, unknown>) => withoutPersonalData(entry),
    },
    serializers: {
      err: errorWithoutRows,
      error: errorWithoutRows,
      req: (request: LoggedRequest) => ({
        method: request.method,
        path: request.url?.split('?', 1)[0],
        address: request.ip,
      }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
    },
    hooks: { streamWrite: scrubbed },
  };
  return destination ? pino(options, destination) : pino(options);
}
