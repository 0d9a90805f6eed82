import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { RESULTS } from './place.js';

const rounded = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1));
const sideText = ({ perSecond, p50, p99 }) => `${rounded(perSecond)}/s (${p50.toFixed(1)}/${p99.toFixed(1)} ms)`;

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
    `Node ${process.version}, ${cpus().length} processors, ${options.connections} connections; p50/p99 in brackets\n`,
  );
  printTable([['what', 'ours', 'limit', 'ratio', 'goal / aim'], ...rows]);
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
