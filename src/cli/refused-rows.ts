import type { HandbookError } from '../app/import-handbook.js';

/** More than a screen or two of them says the same thing again. */
const MOST = 200;

/** A table of the errors of a file; Chinese letters take two columns of a terminal. */
export function refusedRows(errors: readonly HandbookError[]): string {
  const head = ['row', 'column', 'code', 'expected'];
  const lines = errors
    .slice(0, MOST)
    .map(({ row, column, code, expected }) => [String(row), column, code, `${expected.zh} / ${expected.en}`]);
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => width(line[column] ?? ''))));
  const text = all.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  if (errors.length > MOST) text.push(`… and ${errors.length - MOST} more`);
  return text.join('\n');
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/gu;

const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
