import type { CommandKind } from './commands.js';

/** What a connection must be allowed for each command; declared by the plug-in, granted when the connection is made. */
export const COMMAND_PERMISSIONS: Readonly<Record<CommandKind, Permission>> = {
  'order.import': 'order:write',
  'order.pay': 'payment:write',
  'order.cancel': 'order:write',
  'order.ship': 'order:write',
  'order.complete': 'order:write',
  'refund.record': 'payment:write',
  'dispute.raise': 'payment:write',
  'sale.book': 'sale:write',
  'sale.return': 'sale:write',
  'sale.void': 'sale:write',
  'sale.assign': 'sale:write',
  'counter.declare': 'sale:write',
  'customer.sign-in': 'customer:write',
  'terminal.heartbeat': 'terminal:write',
  'terminal.journal': 'terminal:write',
  'terminal.audit': 'terminal:write',
  'terminal.vend': 'terminal:write',
  'terminal.command': 'terminal:write',
};

export const PERMISSIONS = [
  'product:read',
  'stock:read',
  'order:read',
  'order:write',
  'payment:write',
  'sale:write',
  'customer:write',
  'terminal:read',
  'terminal:write',
  'trace:read',
  'trace:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
