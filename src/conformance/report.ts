import type { CaseResult, ConformanceReport } from './result.js';

const MARKS = { passed: '✓', failed: '✗', 'not needed': '–' } as const;

/** A line a case, and below it why it failed or is not needed. */
export function caseLine({ name, title, status, ms, why }: CaseResult): string {
  const line = `${MARKS[status]} ${name.padEnd(16)}${title}`;
  if (status === 'passed') return `${line} (${ms} ms)`;
  return [line, ...(why ?? '').split('\n').map((text) => `    ${text}`)].join('\n');
}

/** The verdict, in a line. */
export function verdict({ plugin, kit, cases, passed }: ConformanceReport): string {
  const count = (status: CaseResult['status']) => cases.filter((one) => one.status === status).length;
  const sums = `${count('passed')} passed, ${count('failed')} failed, ${count('not needed')} not needed`;
  return `${plugin.id} ${plugin.version} ${passed ? 'conforms to' : 'does NOT conform to'} version ${kit} of the kit: ${sums}`;
}
