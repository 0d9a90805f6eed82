import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import type { HandbookReport } from '../app/import-handbook.js';
import { withDatabase } from '../platform/persistence/embedded/index.js';
import { CommandError } from './failure.js';
import { refusedRows } from './refused-rows.js';
import { commandSettings } from './settings.js';

const EXAMPLE =
  '\nExample:\n  $ yizhan import handbook households.xlsx\n  $ yizhan import handbook households.csv --partial';

export const importCommand = (): Command =>
  new Command('import')
    .description('Load a file')
    .addHelpText('after', EXAMPLE)
    .addCommand(
      new Command('handbook')
        .description(
          'Load the household handbook: CSV in UTF-8 or GB18030, or XLSX. A file with bad rows is refused as a whole',
        )
        .argument('<file>', 'the file')
        .option('--partial', 'take the good rows of a file that has bad ones', false)
        .addHelpText('after', EXAMPLE)
        .action(importHandbook),
    )
    .addCommand(divisions());

const divisions = (): Command =>
  new Command('divisions')
    .description("Load a county's divisions: CSV with code, name, level, parent_code, kind, parents before children")
    .argument('<file>', 'the file')
    .addHelpText('after', '\nExample:\n  $ YIZHAN_COUNTY=340322 yizhan import divisions wuhe.csv')
    .action(async (given: string) => {
      const { config, logger } = commandSettings();
      const { importDivisionsCommand } = await import('../app/county.js');
      const places = await withDatabase(config, logger, (url) => importDivisionsCommand(url, config, resolve(given)));
      process.stdout.write(`${places} places\n`);
    });

async function importHandbook(given: string, { partial }: { partial: boolean }): Promise<void> {
  const file = resolve(given);
  await access(file, constants.R_OK).catch((error: Error) => {
    throw new CommandError(`${given} cannot be read: ${error.message}`);
  });
  const { config, logger } = commandSettings();
  const { importHandbookCommand } = await import('../app/import-handbook.js');
  const bar = progressBar();
  const report = await withDatabase(config, logger, (url) =>
    importHandbookCommand(url, config, logger, { file, partial, progress: (done, total) => bar.show(done, total) }),
  ).finally(() => bar.end());
  tell(report);
  if (!report.applied) process.exitCode = 1;
}

function tell({ rows, created, updated, unchanged, errors, applied }: HandbookReport): void {
  if (errors.length > 0) process.stderr.write(`${refusedRows(errors)}\n`);
  const bad = new Set(errors.map((error) => error.row)).size;
  const result = applied
    ? `${created} created, ${updated} updated, ${unchanged} unchanged`
    : 'nothing was changed; --partial takes the good rows';
  process.stdout.write(`${rows} rows, ${bad} with errors: ${result}\n`);
}

/** On a terminal alone: in a log a bar is noise. */
function progressBar(): { show(done: number, total: number): void; end(): void } {
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {duration_formatted} | {eta_formatted} left', noTTYOutput: false },
    Presets.shades_classic,
  );
  let shown = false;
  return {
    show(done, total) {
      if (!process.stderr.isTTY) return;
      if (shown) bar.update(done);
      else bar.start(total, done);
      shown = true;
    },
    end: () => shown && bar.stop(),
  };
}
