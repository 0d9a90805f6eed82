export type { CommandConnection, CommandDeps, TerminalPort } from './command-context.js';
export { createCommandExecutor, type CommandExecutor } from './executor.js';
