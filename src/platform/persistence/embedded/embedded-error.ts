/** Something the operator can put right: the message says what, and is shown without a stack. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
