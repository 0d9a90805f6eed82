import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logging/index.js';
import type { ExportChoice } from '../domains/trace/index.js';
import { atConsole } from './county.js';

/** Writes events to a file as an EPCIS document, up to the newest step. Answers how many; throws NO_BATCH. */
export const traceExportCommand = (
  url: string,
  config: Config,
  logger: Logger,
  { choice, out }: { choice: ExportChoice; out: string },
): Promise<number> =>
  atConsole(url, config, logger, async ({ trace: { eventExport } }, viewer) => {
    await eventExport.prepare(choice);
    let events = 0;
    const document = eventExport.document(viewer, choice, (written) => (events = written));
    await pipeline(Readable.from(document), createWriteStream(out));
    return events;
  });
