import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logging/index.js';
import type { Message } from '../shared/domain-error.js';

export interface HandbookError {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly expected: Message;
}

/** What a load of the handbook did. `applied` is false when bad rows kept the whole file out. */
export interface HandbookReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly applied: boolean;
  readonly errors: readonly HandbookError[];
}

export interface HandbookOptions {
  readonly file: string;
  readonly partial: boolean;
  /** Called now and then with what was read and what there is to read, in bytes. */
  readonly progress: (done: number, total: number) => void;
}

export declare function importHandbookCommand(url: string, config: Config, logger: Logger, options: HandbookOptions): Promise<HandbookReport>;
