import type { OrderIntake } from '../../domains/orders/index.js';
import type { CounterBooks } from '../../domains/outlets/index.js';
import type { Sessions } from '../../domains/people/index.js';
import type { Database } from '../../platform/persistence/index.js';
import type { Command, CommandKind, CommandResult, Json } from '../../plugin-kit/index.js';

/** The connection that a command comes from: its code is the channel of its orders. */
export interface CommandConnection {
  readonly code: string;
  readonly permissions: readonly string[];
}

/** What machines say of themselves, for the domain that keeps them. */
export interface TerminalPort {
  /**
   * Takes a report of one of the connection's machines, once under its key; null where it has no such machine. Throws a
   * DomainError where it refuses. `report` is what the graph's mutation of the same name takes.
   */
  take(
    connection: string,
    terminal: string,
    what: 'heartbeat' | 'journal' | 'audit' | 'vend' | 'command',
    report: Readonly<Record<string, Json>>,
    key: string,
  ): Promise<{ readonly duplicate: boolean; readonly values: Readonly<Record<string, Json>> } | null>;
}

export interface CommandDeps {
  readonly db: Database;
  readonly orders: OrderIntake;
  readonly sessions: Sessions;
  readonly counters: CounterBooks;
  /** While there is none, no machine is known. */
  readonly terminals?: TerminalPort | undefined;
}

export interface CommandContext extends CommandDeps {
  readonly connection: CommandConnection;
  readonly key: string;
  /** Who does it, as it is written beside what is done: `channel:<code>`. */
  readonly by: string;
}

export type CommandOf<Kind extends CommandKind> = Extract<Command, { kind: Kind }>;

/** Executes commands of one kind; a refusal is answered, or thrown as a DomainError. */
export type Execute<Kind extends CommandKind> = (
  command: CommandOf<Kind>,
  context: CommandContext,
) => Promise<CommandResult>;
