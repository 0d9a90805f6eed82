import { IGNORED } from './pre-hash.rules.js';

/** Whether the hash says nothing of a field: then a proof says nothing of it either. An event's id is judged by what it says. */
const isBare = (key: string, top: boolean): boolean =>
  top && (key === '@context' || key === 'eventID') ? false : key.startsWith('@') || IGNORED.has(key);

/** The first field of an event, at any depth, that its hash does not cover; null where it covers all. */
export function uncoveredField(value: unknown, top = true): string | null {
  if (value === null || typeof value !== 'object') return null;
  for (const [key, held] of Object.entries(value)) {
    if (isBare(key, top)) return key;
    const below = top && key === '@context' ? null : uncoveredField(held, false);
    if (below !== null) return below;
  }
  return null;
}

/** An event without what its hash does not cover, such as when it was recorded: what a proof can tell of it. */
export const coveredPart = <Event extends object>(event: Event): Event => without(event, true) as Event;

function without(value: unknown, top: boolean): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => without(one, false));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) =>
      isBare(key, top) ? [] : [[key, top && key === '@context' ? held : without(held, false)]],
    ),
  );
}
