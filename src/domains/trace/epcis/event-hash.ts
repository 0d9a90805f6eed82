import { createHash } from 'node:crypto';
import type { EpcisEvent, Prefixes } from './epcis.types.js';
import { hashUri as uriOf, preHash } from '../../../proof/index.js';

/** The 32 bytes of an event's hash (CBV 2.0, section 8.9.2): the same for the same event, however it is written. */
export const eventHash = (event: EpcisEvent, prefixes: Prefixes): Buffer =>
  createHash('sha256').update(preHash(event, prefixes)).digest();

/** The hash as an event id (RFC 6920): `ni:///sha-256;…?ver=CBV2.0`. */
export const hashUri = (hash: Buffer): string => uriOf(hash.toString('hex'));

/** What the log keeps of an event: nothing can be told from it once the salt (32 bytes) is gone. */
export const commitmentOf = (salt: Buffer, hash: Buffer): Buffer =>
  createHash('sha256').update(salt).update(hash).digest();
