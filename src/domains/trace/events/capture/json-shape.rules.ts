/** What a JSON value must not have for the database to keep it and the code to walk it; null where it has none of it. */
export function unkeepable(value: unknown): string | null {
  const left: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let one = left.pop(); one; one = left.pop()) {
    if (typeof one.value === 'string' && !isText(one.value)) return 'has characters that are no text';
    if (one.value === null || typeof one.value !== 'object') continue;
    if (one.depth >= DEEPEST) return `is nested more than ${DEEPEST} levels deep`;
    const depth = one.depth + 1;
    if (Array.isArray(one.value)) {
      for (const item of one.value) left.push({ value: item, depth });
      continue;
    }
    for (const [key, item] of Object.entries(one.value)) {
      if (!isText(key)) return 'has characters that are no text';
      left.push({ value: item, depth });
    }
  }
  return null;
}

const DEEPEST = 40;

/** Neither NUL nor half a character. */
const isText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
