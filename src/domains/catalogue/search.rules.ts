const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN_RUN = /\p{Script=Han}+/gu;

/**
 * Words to index for a text: the segmenter's words, and every pair of neighbouring Chinese characters, so that 花生 is found
 * in 固镇黑花生 however the segmenter cuts it.
 */
export function searchWords(...texts: (string | null | undefined)[]): string {
  const words = new Set<string>();
  for (const text of texts) {
    const plain = (text ?? '').normalize('NFKC').toLowerCase();
    for (const { segment, isWordLike } of segmenter.segment(plain)) if (isWordLike) words.add(segment);
    for (const [run] of plain.matchAll(HAN_RUN)) {
      for (const character of run) words.add(character);
      for (const pair of pairs(run)) words.add(pair);
    }
  }
  return [...words].join(' ');
}

/** A tsquery for what a person typed: all of its words, Chinese by pairs; null when nothing is left to look for. */
export function searchQuery(typed: string): string | null {
  const plain = typed.normalize('NFKC').toLowerCase();
  const terms = new Set<string>();
  for (const [run] of plain.matchAll(HAN_RUN))
    for (const pair of [...run].length === 1 ? [run] : pairs(run)) terms.add(pair);
  for (const [word] of plain.replace(HAN_RUN, ' ').matchAll(/[\p{L}\p{N}]+/gu)) terms.add(word);
  return terms.size === 0
    ? null
    : [...terms]
        .slice(0, 20)
        .map((term) => `'${term}'`)
        .join(' & ');
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
