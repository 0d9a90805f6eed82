/** What a check asks of the machine it runs on. */
export type Question =
  /** Of the parts one after the other. */
  | { readonly sha256: readonly Uint8Array[] }
  | { readonly ed25519: { readonly key: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array } };

/** The hash (32 bytes), or whether the signature is the key's over the message. */
export type Answer = Uint8Array | boolean;

/**
 * A check that asks for each hash and signature instead of computing it: one code runs at once where hashing is a call (`on-node.ts`)
 * and step by step where it is a promise (`in-browser.ts`).
 */
export type Work<Result> = Generator<Question, Result, Answer>;

/** SHA-256 of the parts one after the other. */
export function* sha256(...parts: readonly Uint8Array[]): Work<Uint8Array> {
  return (yield { sha256: parts }) as Uint8Array;
}

/** Whether `signature` is that of an Ed25519 key (32 bytes) over the message. */
export function* isSigned(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Work<boolean> {
  return (yield { ed25519: { key, message, signature } }) as boolean;
}

/** Runs a check where questions are answered at once. */
export function runNow<Result>(work: Work<Result>, answer: (question: Question) => Answer): Result {
  let step = work.next();
  while (!step.done) step = work.next(answer(step.value));
  return step.value;
}

/** Runs a check where an answer takes its time. */
export async function runSlowly<Result>(
  work: Work<Result>,
  answer: (question: Question) => Promise<Answer>,
): Promise<Result> {
  let step = work.next();
  while (!step.done) step = work.next(await answer(step.value));
  return step.value;
}
