/** Kept as text, written as numbers: ids at Taobao are longer than a double. */
const IDS = new Set(['tid', 'oid', 'num_iid', 'sku_id', 'refund_id', 'item_id', 'user_id', 'id']);

const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

export const write = (body: unknown): string =>
  JSON.stringify(body, (key, value: unknown) =>
    IDS.has(key) && typeof value === 'string' && /^\d+$/.test(value) ? raw(value) : value,
  );

/** `yyyy-MM-dd HH:mm:ss` at +08:00, by the calendar of the runtime rather than by arithmetic. */
export function local(at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return parts.replace('T', ' ');
}

export const moment = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+08:00`);

/** What `fields` asks for. */
export function only(row: Readonly<Record<string, unknown>>, fields: string): Record<string, unknown> {
  const wanted = new Set(fields.split(',').map((field) => field.trim().split('.')[0]!));
  return Object.fromEntries(Object.entries(row).filter(([key]) => wanted.has(key)));
}
