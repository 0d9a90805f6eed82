import { catalogueErrors } from './catalogue.errors.js';

const MAX_PRICE_FEN = 1_000_000_000;

/** The plain facts of a product, wherever they come from. Throws the first failure; answers them trimmed. */
export function checkProductText(fields: {
  name?: string | null;
  description?: string | null;
  priceFen?: number | null;
  photoUrls?: readonly string[] | null;
}): void {
  const { name, description, priceFen, photoUrls } = fields;
  if (name !== undefined && name !== null && (name.trim().length === 0 || [...name.trim()].length > 60)) {
    throw catalogueErrors.refuse('BAD_NAME', { field: 'name' });
  }
  if ([...(description ?? '')].length > 2000) throw catalogueErrors.refuse('BAD_DESCRIPTION', { field: 'description' });
  if (priceFen !== undefined && priceFen !== null && (priceFen < 1 || priceFen > MAX_PRICE_FEN)) {
    throw catalogueErrors.refuse('BAD_PRICE', { field: 'priceFen' });
  }
  if ((photoUrls?.length ?? 0) > 9) throw catalogueErrors.refuse('BAD_PHOTO_URL', { field: 'photoUrls' });
  photoUrls?.forEach((url, i) => {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:' || url.length > 500) {
      throw catalogueErrors.refuse('BAD_PHOTO_URL', { field: `photoUrls.${i}` });
    }
  });
}

export function checkChannel(channel: string): void {
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(channel)) throw catalogueErrors.refuse('BAD_CHANNEL', { field: 'channel' });
}
