import { createHash } from 'node:crypto';
import { EpcisProblem } from '../problems.js';

/** Where a page of events ended: the sort value and the id of its last event, and how many were answered so far. */
export interface Place {
  readonly at: string;
  readonly id: number;
  readonly answered: number;
}

/** A page's question, short: a token goes on with the question that it came from alone. */
export const questionPrint = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 10);

export const writeToken = ({ at, id, answered }: Place, print: string): string =>
  Buffer.from(JSON.stringify([at, id, answered, print])).toString('base64url');

/** Reads a `nextPageToken`; throws a QueryParameterException for one that is not of this question. */
export function readToken(token: string, print: string): Place {
  const parts = parsed(token);
  const [at, id, answered, of] = parts;
  if (typeof at !== 'string' || !Number.isSafeInteger(id) || !Number.isSafeInteger(answered) || of !== print)
    throw new EpcisProblem('QueryParameterException', 'nextPageToken is not of this query.');
  return { at, id: id as number, answered: answered as number };
}

function parsed(token: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
