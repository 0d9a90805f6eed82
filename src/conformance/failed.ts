/** What a case says when the plug-in does not do as it must. */
export class Failed extends Error {
  override readonly name = 'Failed';
}

/** Fails with a sentence unless it is so. */
export function expect(so: boolean, otherwise: string): asserts so {
  if (!so) throw new Failed(otherwise);
}

/** Shows a value in a sentence, not too much of it. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};
