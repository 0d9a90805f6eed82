import type { Call, DeliveryResult, Json } from 'yizhan/plugin-kit';
import type { CanteenSettings } from './settings.ts';

export type Answer = { readonly status: number; readonly body: Json; readonly retryAfter: number | undefined };

/** One request to the canteen service. The key travels in a header: an address ends up in logs. */
export async function ask(
  { config, fetch }: Call<CanteenSettings>,
  method: 'GET' | 'POST',
  path: string,
  body?: Json,
  key?: string,
): Promise<Answer> {
  const response = await fetch(`${config.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${config.key}`,
      'canteen-shop': config.shop,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return {
    status: response.status,
    body: text && response.ok ? (JSON.parse(text) as Json) : null,
    retryAfter: seconds >= 0 ? seconds : undefined,
  };
}

/** What an answer other than 2xx means for what was to be told; null for 2xx. */
export function failureOf({ status, retryAfter }: Answer): DeliveryResult | null {
  if (status < 300) return null;
  const code = `HTTP_${status}`;
  if (status === 401 || status === 403) return { outcome: 'suspend', code, message: 'The canteen refuses our key.' };
  if (status === 429) return { outcome: 'retry', code, ...(retryAfter !== undefined && { afterSeconds: retryAfter }) };
  return { outcome: status >= 500 || status === 408 ? 'retry' : 'permanent', code };
}
