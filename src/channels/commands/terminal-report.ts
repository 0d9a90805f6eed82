import type { CommandOf, CommandContext } from './command-context.js';
import type { CommandResult } from '../../plugin-kit/index.js';
import { done, refused } from './results.rules.js';

const REPORTS = {
  'terminal.heartbeat': 'heartbeat',
  'terminal.journal': 'journal',
  'terminal.audit': 'audit',
  'terminal.vend': 'vend',
  'terminal.command': 'command',
} as const;

/** Handed to the domain that keeps machines, which takes each once. */
export async function takeReport(
  { kind, terminal, report }: CommandOf<keyof typeof REPORTS>,
  { connection, key, terminals }: CommandContext,
): Promise<CommandResult> {
  const taken = await terminals?.take(connection.code, terminal, REPORTS[kind], report, key);
  if (!taken) return refused('NOT_FOUND', `${connection.code} has no terminal ${terminal}`, 'terminal');
  return done(taken.values, taken.duplicate);
}
