/** A given value as an error message may repeat it: never a secret, never the password of a URL. */
export function shown(name: string, value: string): string {
  if (name.endsWith('_SECRET')) return `(${value.length} characters)`;
  // The value may be no URL at all, so the password is found by its place, not by parsing.
  const masked = name.endsWith('_URL') ? value.replace(/:.*@/, '://***@') : value;
  return masked.length > 80 ? `${masked.slice(0, 80)}…` : masked;
}
