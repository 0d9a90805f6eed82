const HIDDEN = '[secret]';
const SHORTEST = 4;
const LONGEST_TEXT = 500;

/** Takes the secrets of a connection out of whatever its plug-in says, in clear and in the ways that texts carry them. */
export type Redact = <T>(value: T) => T;

export function createRedact(secrets: readonly string[]): Redact {
  const spellings = new Set(
    secrets
      .filter((secret) => secret.length >= SHORTEST)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('base64url'),
        Buffer.from(secret).toString('hex'),
      ]),
  );
  // The longest first, so that a secret within another leaves nothing of the other.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  const text = (value: string) => ordered.reduce((left, secret) => left.replaceAll(secret, HIDDEN), value);
  const within = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > 6) return '[deep]';
    if (value instanceof Error) return { name: value.name, message: text(value.message) };
    if (Array.isArray(value)) return value.map((one) => within(one, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [text(key), within(one, depth + 1)]));
  };
  return <T>(value: T) => within(value, 0) as T;
}

/** What is kept and shown of an error that a plug-in threw: its words without secrets, cut to a line. */
export function spoken(error: unknown, redact: Redact): string {
  const said = error instanceof Error ? error.message || error.name : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return redact(`${said}${cause}`).slice(0, LONGEST_TEXT);
}
