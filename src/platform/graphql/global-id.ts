/** Opaque global ids: base64url of `Type:key`. A foreign, forged or missing one answers the same NOT_FOUND. */
export function globalId(type: string, key: string | number): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

export interface IdParts {
  type: string;
  key: string;
}

/** null for anything that is not one of our ids, also for another spelling of one. */
export function parseGlobalId(id: string): IdParts | null {
  const text = Buffer.from(id, 'base64url').toString();
  const match = /^([A-Z][A-Za-z]{1,39}):([0-9A-Za-z-]{1,40})$/.exec(text);
  if (!match || globalId(match[1]!, match[2]!) !== id) return null;
  return { type: match[1]!, key: match[2]! };
}

/** The numeric key inside an id of one of `types`; null for any other id. */
export function numericKey(id: string, ...types: string[]): number | null {
  const parts = parseGlobalId(id);
  if (!parts || !types.includes(parts.type) || !/^[1-9]\d{0,14}$/.test(parts.key)) return null;
  return Number(parts.key);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The uuid inside an id of `type`; null for any other id. */
export function uuidKey(id: string, type: string): string | null {
  const parts = parseGlobalId(id);
  return parts && parts.type === type && UUID.test(parts.key) ? parts.key : null;
}
