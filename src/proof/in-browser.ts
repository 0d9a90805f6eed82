import { runSlowly, type Answer, type Question, type Work } from './asking.js';

/** The part of WebCrypto that checks need; what TypeScript calls it differs between Node and browsers. */
interface Subtle {
  digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer>;
  importKey(format: 'raw', key: Uint8Array, algorithm: string, extractable: boolean, uses: string[]): Promise<object>;
  verify(algorithm: string, key: object, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
}

/** This browser has no WebCrypto, or has it without Ed25519: nothing can be said of a proof here. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

/** Runs a check by WebCrypto. @throws CannotCheck where the browser lacks what it takes, as on a page without https. */
export function check<Result>(work: Work<Result>): Promise<Result> {
  const subtle = (globalThis as { crypto?: { subtle?: Subtle } }).crypto?.subtle;
  if (!subtle) throw new CannotCheck('This page has no WebCrypto: it takes https.');
  return runSlowly(work, (question) => answer(subtle, question));
}

async function answer(subtle: Subtle, question: Question): Promise<Answer> {
  if ('sha256' in question) return new Uint8Array(await subtle.digest('SHA-256', joined(question.sha256)));
  const { key, message, signature } = question.ed25519;
  let imported: object;
  try {
    imported = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError') throw new CannotCheck('This browser does not know Ed25519.');
    return false;
  }
  return subtle.verify('Ed25519', imported, signature, message);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
