import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { RESULTS } from './place.js';

const rounded = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1));
const sideText = ({ perSecond, p50, p99, cpuMs }) =>
  `${rounded(perSecond)}/s (${p50.toFixed(1)}/${p99.toFixed(1)} ms${cpuMs > 0 ? `, cpu ${shortTime(cpuMs)}` : ''})`;
/** Of a message sent to one of thousands, microseconds. */
const shortTime = (ms) => (ms >= 0.1 ? ms.toFixed(2) : `${(ms * 1000).toFixed(1)} µs`);

/** Processors that others may take before the figures are in doubt. */
const DISTURBED = 0.16;

const verdict = ({ ratio, goal, aim }) => (ratio >= aim ? 'aim met' : ratio >= goal ? 'goal met' : 'below goal');

/** Prints the table and writes `bench/results/<time>.json`. A result is a pair with its ratio, or a check with `said`. */
export function report(results, options) {
  const rows = results.map((result) =>
    result.ratio === undefined
      ? [result.name, '', '', '', result.failed ? `FAILED: ${result.said}` : result.said]
      : [
          result.name,
          sideText(result.ours),
          sideText(result.limit),
          result.ratio.toFixed(2),
          `${verdict(result)} (${result.goal} / ${result.aim})`,
        ],
  );
  console.log(
    `Node ${process.version}, ${cpus().length} processors, ${options.connections} connections; in brackets p50/p99 and the processor time of server and PostgreSQL an answer (live: of the server alone a message)\n`,
  );
  printTable([['what', 'ours', 'limit', 'ratio', 'goal / aim'], ...rows]);
  const others = Math.max(0, ...results.map((result) => result.others ?? 0));
  if (others > DISTURBED) {
    console.log(
      `\nOther programs took up to ${others.toFixed(1)} processors meanwhile: run it again on a quiet machine.`,
    );
  }
  const file = join(RESULTS, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(
    file,
    JSON.stringify({ at: new Date().toISOString(), node: process.version, options, results }, null, 2),
  );
  console.log(`\n${file}`);
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  // The last column may be long and is not padded.
  for (const row of rows)
    console.log(row.map((text, i) => (i === row.length - 1 ? text : text.padEnd(widths[i]))).join('  '));
}
