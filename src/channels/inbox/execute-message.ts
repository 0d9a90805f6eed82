import type { Logger } from 'pino';
import { fingerprint } from '../../platform/persistence/index.js';
import type { Clock } from '../../shared/clock.js';
import type { Command, InboundMessage, Intake } from '../../plugin-kit/index.js';
import { CallTimeout, type Calls } from '../calls/calls.js';
import { spoken } from '../calls/redact.js';
import type { OpenConnection } from '../connections/connection-book.js';
import type { CommandExecutor } from '../ports.js';
import type { ChannelTimings } from '../timings.js';
import type { Finish, KeptResult, StoredMessage } from './inbox-message.js';
import { DONE, finishOf, finishOfFailure, resultBefore, usualIntake } from './intake.rules.js';
import type { InboxStore } from './inbox-store.js';

export interface ExecuteOptions {
  readonly calls: Calls;
  readonly store: InboxStore;
  readonly executor: CommandExecutor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timings: ChannelTimings;
}

/** Asks the plug-in what a message means, and executes it command by command, each in transactions of its own. */
export async function executeMessage(
  options: ExecuteOptions,
  open: OpenConnection,
  stored: StoredMessage,
): Promise<Finish> {
  const { calls, store, clock, logger, timings } = options;
  try {
    if (await store.superseded(stored)) return { ...DONE, code: 'SUPERSEDED', results: [] };
    const message = store.message(stored);
    const intake = await calls.run(open, { what: 'normalise' }, (call) =>
      open.plugin.inbound!.normalise(message, call),
    );
    return await follow(options, open, stored, message, intake);
  } catch (error) {
    const note = spoken(error, open.redact);
    logger.warn({ connection: stored.connection, inboxMessage: stored.id, problem: note }, 'a message failed');
    const code = error instanceof CallTimeout ? 'TIMEOUT' : 'FAILED';
    const at = { now: clock.now(), chance: Math.random(), retry: timings.messageRetry };
    return finishOfFailure({ code, note }, stored, at);
  }
}

async function follow(
  { calls, store, executor, clock, timings }: ExecuteOptions,
  open: OpenConnection,
  stored: StoredMessage,
  message: InboundMessage,
  first: Intake,
): Promise<Finish> {
  const before = store.results(stored);
  const results: KeptResult[] = [];
  const { code, permissions } = open.stored;
  /** Stops at the first that is refused. */
  const execute = async (commands: readonly Command[]): Promise<boolean> => {
    for (const command of commands) {
      const index = results.length;
      const print = fingerprint(command);
      const kept = resultBefore(before, index, print) ?? {
        print,
        kind: command.kind,
        result: await executor.execute({ code, permissions }, command, `inbox:${stored.id}.${stored.round}.${index}`),
      };
      results.push(kept);
      if (kept.result.status === 'refused') return false;
    }
    return true;
  };
  const at = { now: clock.now(), waitSeconds: timings.waitSeconds, retry: timings.messageRetry };
  if (!('commands' in first)) return finishOf(first, stored, results, at);
  const { inbound } = open.plugin;
  const ask = (what: 'executed' | 'refused') => {
    const said = results.map(({ result }) => result);
    return inbound![what]
      ? calls.run(open, { what }, (call) => inbound![what]!(message, said, call))
      : what === 'executed'
        ? ('done' as const)
        : usualIntake(said);
  };
  if (await execute(first.commands)) {
    const more = await ask('executed');
    if (more === 'done') return { ...DONE, results };
    if (!('commands' in more)) return finishOf(more, stored, results, at);
    if (await execute(more.commands)) return { ...DONE, results };
  }
  const then = await ask('refused');
  if (then !== 'done' && !('commands' in then)) return finishOf(then, stored, results, at);
  if (then !== 'done') await execute(then.commands);
  const refused = results.findLast(({ result }) => result.status === 'refused')!.result;
  return { ...DONE, code: refused.status === 'refused' ? refused.code : null, results };
}
