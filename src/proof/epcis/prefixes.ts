/** Prefixes of a JSON-LD context, such as `{ cbvmda: 'urn:epcglobal:cbv:mda:' }`. */
export type Prefixes = Readonly<Record<string, string>>;

/** Prefixes that a JSON-LD `@context` declares; what it only refers to is not fetched. */
export function prefixesOf(context: unknown): Prefixes {
  const parts = Array.isArray(context) ? context : [context];
  const found: Record<string, string> = {};
  for (const part of parts) {
    if (part === null || typeof part !== 'object') continue;
    for (const [prefix, uri] of Object.entries(part)) if (typeof uri === 'string') found[prefix] = uri;
  }
  return found;
}
