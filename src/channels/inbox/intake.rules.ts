import type { CommandResult, Intake } from '../../plugin-kit/index.js';
import { isGivenUp, waitAfter, type RetryPolicy } from '../retry.rules.js';
import type { Finish, KeptResult, StoredMessage } from './inbox-message.js';

type Seen = Pick<StoredMessage, 'attempts' | 'since'>;

export const DONE: Finish = { state: 'DONE', code: null, note: null, results: [], nextAt: null, newRound: false };

/** What an intake without commands makes of a message. */
export function finishOf(
  intake: Exclude<Intake, { commands: unknown }>,
  message: Seen,
  results: readonly KeptResult[],
  { now, waitSeconds, retry }: { now: Date; waitSeconds: number; retry: RetryPolicy },
): Finish {
  const newRound = results.some(({ result }) => result.status === 'refused');
  if ('ignore' in intake) return { ...DONE, code: 'IGNORED', note: intake.ignore, results };
  if ('hold' in intake)
    return { state: 'HELD', code: intake.hold, note: intake.message, results, nextAt: null, newRound };
  const nextAt = new Date(now.getTime() + (intake.retryAfterSeconds ?? waitSeconds) * 1_000);
  if (isGivenUp(retry, new Date(message.since), nextAt))
    return { state: 'HELD', code: 'GAVE_UP', note: `it waited for ${intake.wait}`, results, nextAt: null, newRound };
  return { state: 'WAITING', code: intake.wait, note: null, results, nextAt, newRound };
}

/** A throw is tried again by the policy; what failed for days waits for somebody to look. */
export function finishOfFailure(
  failure: { code: string; note: string },
  { attempts, since }: Seen,
  { now, chance, retry }: { now: Date; chance: number; retry: RetryPolicy },
): Finish {
  const nextAt = new Date(now.getTime() + waitAfter(retry, attempts, chance));
  const over = isGivenUp(retry, new Date(since), nextAt);
  return {
    state: over ? 'HELD' : 'PENDING',
    code: over ? 'GAVE_UP' : failure.code,
    note: failure.note,
    results: [],
    nextAt: over ? null : nextAt,
    newRound: false,
  };
}

/** What becomes of a message with refused commands where its plug-in does not say. */
export function usualIntake(results: readonly CommandResult[]): Intake | 'done' {
  const unknown = results.find((result) => result.status === 'refused' && result.code === 'UNKNOWN_PRODUCT');
  return unknown?.status === 'refused' ? { hold: unknown.code, message: unknown.message } : 'done';
}

/** Commands that took effect in an earlier round are not executed again, as long as they are what they were. */
export const resultBefore = (before: readonly KeptResult[], index: number, print: string): KeptResult | null => {
  const found = before[index];
  return found && found.print === print && found.result.status === 'done' ? found : null;
};
