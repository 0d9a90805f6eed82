import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logging/index.js';
import { fileAt, type ImportReport } from '../domains/people/index.js';
import { atConsole } from './county.js';

export type HandbookReport = ImportReport;
export type HandbookError = ImportReport['errors'][number];

export interface HandbookOptions {
  readonly file: string;
  readonly partial: boolean;
  /** Called now and then with what was read and what there is to read, in bytes. */
  readonly progress: (done: number, total: number) => void;
}

/** Loads a handbook file as the county's operator at the server's own console; events reach a running server by the log. */
export function importHandbookCommand(
  url: string,
  config: Config,
  logger: Logger,
  { file, partial, progress }: HandbookOptions,
): Promise<HandbookReport> {
  return atConsole(url, config, logger, async ({ people }, viewer) =>
    people.handbook.load({ source: await fileAt(file), partial, viewer, progress }),
  );
}
