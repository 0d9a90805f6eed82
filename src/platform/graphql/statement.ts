import { createHash } from 'node:crypto';

/** A statement ready to be sent; with a name it is prepared once on each connection. */
export interface Statement {
  readonly text: string;
  readonly name?: string;
}

const MAX_NAMED = 1_000;
const named = new Set<string>();

/** Statements are prepared by name, but only so many: documents are the client's, a server's memory is not. */
export function statement(text: string): Statement {
  const name = `r${createHash('sha1').update(text).digest('base64url').slice(0, 20)}`;
  if (!named.has(name)) {
    if (named.size >= MAX_NAMED) return { text };
    named.add(name);
  }
  return { text, name };
}
