const BEIJING_MS = 8 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss` in GMT+8, as the gateway has its times. */
export const toTop = (at: Date): string =>
  new Date(at.getTime() + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');

/** The moment that the gateway wrote; null for anything that is none. */
export function fromTop(text: string | null | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}
