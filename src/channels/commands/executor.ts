import { COMMAND_PERMISSIONS, type Command, type CommandKind, type CommandResult } from '../../plugin-kit/index.js';
import type { Shares } from '../shares.js';
import type { CommandConnection, CommandContext, CommandDeps, CommandOf, Execute } from './command-context.js';
import { shapeFault } from './command-shape.rules.js';
import { declareDay } from './counter-declare.js';
import { signIn } from './customer-sign-in.js';
import { raiseDispute } from './dispute-raise.js';
import { Refused } from './once.js';
import { importOrder } from './order-import.js';
import { payOrder } from './order-pay.js';
import { cancelOrder, completeOrder, shipOrder } from './order-steps.js';
import { recordRefund } from './refund-record.js';
import { refusalOf, refused } from './results.rules.js';
import { assignSale, bookSale, returnSale, voidSale } from './sales.js';
import { takeReport } from './terminal-report.js';

/** Executes what a channel wants done, in transactions of its own. */
export interface CommandExecutor {
  /**
   * Once under a key, whatever crashes between: the same key again answers what was answered. An expected failure is
   * `refused`; a throw means that nothing is known and the same is tried again.
   */
  execute(connection: CommandConnection, command: Command, key: string): Promise<CommandResult>;
}

const EXECUTE: { readonly [Kind in CommandKind]: Execute<Kind> } = {
  'order.import': importOrder,
  'order.pay': payOrder,
  'order.cancel': cancelOrder,
  'order.ship': shipOrder,
  'order.complete': completeOrder,
  'refund.record': recordRefund,
  'dispute.raise': raiseDispute,
  'sale.book': bookSale,
  'sale.assign': assignSale,
  'sale.return': returnSale,
  'sale.void': voidSale,
  'counter.declare': declareDay,
  'customer.sign-in': signIn,
  'terminal.heartbeat': takeReport,
  'terminal.journal': takeReport,
  'terminal.audit': takeReport,
  'terminal.vend': takeReport,
  'terminal.command': takeReport,
};

export function createCommandExecutor(deps: CommandDeps): CommandExecutor {
  return {
    async execute(connection, command, key) {
      const fault = shapeFault(command);
      if (fault) return refused('INVALID', fault.message, fault.field);
      const needed = COMMAND_PERMISSIONS[command.kind];
      if (!connection.permissions.includes(needed))
        return refused('NOT_PERMITTED', `${connection.code} may not do this: it lacks ${needed}`);
      try {
        return await run(command, { ...deps, connection, key, by: `channel:${connection.code}` });
      } catch (error) {
        const result = error instanceof Refused ? error.result : refusalOf(error);
        if (!result) throw error;
        return result;
      }
    },
  };
}

/** One connection has no more than its share at work at once: those of others never wait for it. */
export const shareExecutor = (executor: CommandExecutor, shares: Shares): CommandExecutor => ({
  execute: (connection, command, key) => shares.of(connection.code)(() => executor.execute(connection, command, key)),
});

function run<Kind extends CommandKind>(command: CommandOf<Kind>, context: CommandContext): Promise<CommandResult> {
  const execute = EXECUTE[command.kind as Kind] as Execute<Kind>;
  return execute(command, context);
}
