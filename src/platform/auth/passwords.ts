import { randomBytes, scrypt, timingSafeEqual, createHash, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { createGate } from './gate.js';

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** A check takes 128 MB and a third of a second: two at once, and a few seconds of waiting at the most. */
const gate = createGate(2, 20);
const derive = (...given: Parameters<typeof scryptAsync>): Promise<Buffer> => gate(() => scryptAsync(...given));

// OWASP's first choice for scrypt: 2^17 × 8 × 1, 128 MB a check.
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** `scrypt$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt, 32, COST)).toString('base64url')}`;
}

/** Takes the same time for a wrong password and, given {@link NOBODY}, for a name that does not exist. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, hash] = stored.split('$');
  const wanted = Buffer.from(hash ?? '', 'base64url');
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), 32, COST);
  return scheme === 'scrypt' && wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** A hash that no password has. */
export const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

/** Hash of a random secret of ours (refresh token, device key): it has full entropy, so one SHA-256 is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const newSecret = (): string => randomBytes(32).toString('base64url');
