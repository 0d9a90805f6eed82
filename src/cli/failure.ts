import { DomainError } from '../shared/domain-error.js';

/** A command that was given something it cannot work with: the message is for the one who typed it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Errors whose message is meant for the operator; by name, so that telling a failure loads nothing. */
const EXPECTED = new Set([
  'CommandError',
  'ConfigError',
  'EmbeddedError',
  'ServerTrouble',
  'BadFolder',
  'BadChannel',
  'LogForked',
  'HeadDiffers',
  'HeadRefused',
]);

/** What the system or PostgreSQL says when the fault is in an address, an account or a port, not in the program. */
const CIRCUMSTANCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at this address; is it running, and are DATABASE_URL and REDIS_URL right?',
  ENOTFOUND: 'there is no such host; are DATABASE_URL and REDIS_URL right?',
  EADDRINUSE: 'another program listens there; set PORT to a free one',
  EADDRNOTAVAIL: 'this machine does not have that address; set HOST',
  '28P01': 'PostgreSQL refuses the password in DATABASE_URL',
  '28000': 'PostgreSQL refuses the user in DATABASE_URL',
  '3D000': 'PostgreSQL has no such database: create it, or correct DATABASE_URL',
};

/** One clear text for an expected failure; null for a bug, whose stack is wanted. */
export function explained(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof DomainError)
    return error.say(/^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh' : 'en');
  if (EXPECTED.has(error.name)) return error.message;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const circumstance = CIRCUMSTANCES[(cause as NodeJS.ErrnoException).code ?? ''];
    if (circumstance) return `${cause.message || error.message}: ${circumstance}`;
  }
  return null;
}
