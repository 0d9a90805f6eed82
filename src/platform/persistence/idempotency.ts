import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from './database.js';
import { DomainError, defineErrors, type Message } from '../../shared/domain-error.js';

/** A key is the caller's name for one command: `scope` is who calls, `input` what was asked, without the key itself. */
export interface CommandKey {
  scope: string;
  key: string;
  input: unknown;
}

export const idempotencyErrors = defineErrors('idempotency', {
  KEY_REUSED: {
    zh: '此幂等键已用于另一个不同的请求',
    en: 'This idempotency key was already used for a different request',
  },
});

interface Refusal {
  domain: string;
  code: string;
  text: Message;
  field: string | null;
  values: Record<string, unknown>;
}
type Stored = { ok: unknown } | { refused: Refusal };

/** SHA-256 over canonical JSON: the order of keys in an input does not make it another input. */
export function fingerprint(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input, sortedKeys)).digest('base64url');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Runs `work` once for a key, in one transaction. The key row goes in first, so two calls at once meet there and the second
 * waits. What was answered is stored with it, a refusal too (its writes undone); a repeat gets the stored answer, another
 * body KEY_REUSED. `work` must answer plain JSON, such as ids.
 */
export async function commandOnce<Answer>(
  db: Database,
  { scope, key, input }: CommandKey,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const print = fingerprint(input);
  const stored = await db.command(async (tx): Promise<Stored> => {
    const claimed = await tx.query(CLAIM, [scope, key, print, uuidv7()]);
    if (claimed.length === 0) return replay(tx, scope, key, print);
    const outcome = await tx
      .attempt(() => work(tx))
      .then(
        (ok): Stored => ({ ok }),
        (error: unknown): Stored => {
          if (!(error instanceof DomainError)) throw error;
          const { domain, code, text, field, values } = error;
          return { refused: { domain, code, text, field, values } };
        },
      );
    await tx.query('update idempotency_key set answer = $3 where scope = $1 and key = $2', [
      scope,
      key,
      JSON.stringify(outcome),
    ]);
    return outcome;
  });
  return settle<Answer>(stored);
}

/**
 * As {@link commandOnce}, but a refusal is not kept: nothing is left of it, and the same key may be tried again when what was
 * in the way is mended. Says whether the answer is an earlier call's.
 */
export function onceUnlessRefused<Answer extends object>(
  db: Database,
  { scope, key, input }: CommandKey,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<{ answer: Answer; repeated: boolean }> {
  const print = fingerprint(input);
  return db.command(async (tx) => {
    const claimed = await tx.query(CLAIM, [scope, key, print, uuidv7()]);
    if (claimed.length === 0) return { answer: settle<Answer>(await replay(tx, scope, key, print)), repeated: true };
    const answer = await work(tx);
    await tx.query('update idempotency_key set answer = $3 where scope = $1 and key = $2', [
      scope,
      key,
      JSON.stringify({ ok: answer }),
    ]);
    return { answer, repeated: false };
  });
}

const CLAIM = `
  insert into idempotency_key(scope, key, fingerprint, ref, answer) values ($1, $2, $3, $4, '{}')
  on conflict do nothing returning key`;

async function replay(tx: Transaction, scope: string, key: string, print: string): Promise<Stored> {
  const [row] = await tx.query<{ fingerprint: string; answer: Stored }>(
    'select fingerprint, answer from idempotency_key where scope = $1 and key = $2',
    [scope, key],
  );
  if (!row || row.fingerprint !== print) throw idempotencyErrors.refuse('KEY_REUSED', { field: 'idempotencyKey' });
  return row.answer;
}

function settle<Answer>(stored: Stored): Answer {
  if ('ok' in stored) return stored.ok as Answer;
  const { domain, code, text, field, values } = stored.refused;
  throw new DomainError(domain, code, text, field, values);
}
