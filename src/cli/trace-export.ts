import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ExportChoice } from '../domains/trace/index.js';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { CommandError } from './failure.js';
import { commandSettings } from './settings.js';

const EXAMPLE =
  '\nExample:\n  $ yizhan trace export --batch B261126-7K2M9QX4 --out batch.jsonld\n  $ yizhan trace export --from 2026-11-01 --to 2026-12-01 --out november.jsonld';

interface Given {
  batch?: string;
  from?: string;
  to?: string;
  out: string;
}

export const traceExport = (): Command =>
  new Command('export')
    .description('Write events as an EPCIS 2.0 document (JSON-LD)')
    .addOption(new Option('--batch <code>', 'a batch with all that went into it').conflicts(['from', 'to']))
    .option('--from <day>', 'what happened from this day on, in China')
    .option('--to <day>', 'what happened before this day')
    .requiredOption('--out <file>', 'the file to write')
    .addHelpText('after', EXAMPLE)
    .action(exportEvents);

async function exportEvents({ batch, from, to, out }: Given): Promise<void> {
  const choice: ExportChoice =
    batch === undefined ? { from: startOf('--from', from), until: startOf('--to', to) } : { batch };
  const { config, logger } = commandSettings();
  const { traceExportCommand } = await import('../app/trace-export.js');
  const events = await withDatabase(config, logger, (url) =>
    traceExportCommand(url, config, logger, { choice, out: resolve(out) }),
  );
  process.stdout.write(`${events} events\n`);
}

function startOf(option: string, day: string | undefined): string | null {
  if (day === undefined) return null;
  const start = new Date(`${day}T00:00:00+08:00`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(start.getTime()))
    throw new CommandError(`${option} ${day}: expected a day such as 2026-11-01`);
  return start.toISOString();
}
