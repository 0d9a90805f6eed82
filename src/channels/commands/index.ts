export type { CommandConnection, CommandDeps, TerminalPort } from './command-context.js';
export { createCommandExecutor, shareExecutor, type CommandExecutor } from './executor.js';
