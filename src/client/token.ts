import { pause } from './pause.js';

/** A token, or how to come by one: asked for each connection, so that a renewed one is used. None makes a visitor. */
export type Token = string | (() => string | undefined | Promise<string | undefined>);

/** The token for one connection. Rejects when it cannot be had, or not within `ms`; undefined when `closing` is given. */
export async function askToken(
  token: Token | undefined,
  ms: number,
  closing: AbortSignal,
): Promise<string | undefined> {
  if (typeof token !== 'function') return token;
  const answered = new AbortController();
  const late = pause(ms, closing, answered.signal).then(() => {
    if (closing.aborted || answered.signal.aborted) return undefined;
    throw new Error(`none within ${ms} ms`);
  });
  try {
    return await Promise.race([token(), late]);
  } finally {
    answered.abort();
  }
}
