import { randomUUID } from 'node:crypto';
import { NotVerified, type Call, type Delivery, type DeliveryResult } from 'yizhan/plugin-kit';
import type { Settings } from './settings.js';
import { signedHeaders } from './sign.js';

const LONGEST_ID = 200;
/** Their own account of why they cannot take it now: trying again helps. */
const PASSING = new Set([408, 409, 425, 429]);

const post = ({ config, clock, fetch }: Call<Settings>, id: string, body: string): Promise<Response> =>
  fetch(config.url, {
    method: 'POST',
    // A signed body goes to the address that was agreed on, and nowhere else.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...signedHeaders({ id, at: clock.now(), body }, [
        config.secret,
        ...(config.previousSecret ? [config.previousSecret] : []),
      ]),
    },
    body,
  });

/** One webhook: its id is the delivery's, so that one that comes twice is known. */
export async function deliver(delivery: Delivery, call: Call<Settings>): Promise<DeliveryResult> {
  const { id, event, subject, externalId, sequence, occurredAt, data } = delivery;
  const body = JSON.stringify({
    type: `yizhan.${event}`,
    timestamp: occurredAt,
    orderingKey: subject,
    sequence,
    externalId,
    data,
  });
  let response: Response;
  try {
    response = await post(call, id, body);
  } catch (error) {
    return { outcome: 'retry', code: 'UNREACHABLE', message: (error as Error).message };
  }
  return outcomeOf(response);
}

async function outcomeOf(response: Response): Promise<DeliveryResult> {
  const { status, headers } = response;
  const text = await response.text().catch(() => '');
  if (status >= 200 && status < 300) {
    const externalId = externalIdIn(text);
    return externalId ? { outcome: 'ok', externalId } : { outcome: 'ok' };
  }
  const answer = { code: `HTTP_${status}`, message: `the partner answered ${status}` };
  // Standard Webhooks: 410 says that nothing more is wanted here.
  if (status === 410) return { outcome: 'suspend', ...answer };
  if (status >= 500 || PASSING.has(status)) {
    const seconds = retryAfter(headers.get('retry-after'));
    return { outcome: 'retry', ...answer, ...(seconds !== null && { afterSeconds: seconds }) };
  }
  return { outcome: 'permanent', ...answer };
}

/** A partner may answer `{"externalId": "…"}`: their id of what they were told. */
function externalIdIn(text: string): string | null {
  try {
    const { externalId } = JSON.parse(text) as { externalId?: unknown };
    return typeof externalId === 'string' && externalId.length > 0 && externalId.length <= LONGEST_ID
      ? externalId
      : null;
  } catch {
    return null;
  }
}

/** Seconds; a date, which the header may be too, is left to our own policy. */
const retryAfter = (text: string | null): number | null =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;

/** Sends a signed `yizhan.ping`, which changes nothing: it must be answered with 2xx. */
export async function verify(call: Call<Settings>): Promise<void> {
  const id = `ping-${randomUUID()}`;
  const body = JSON.stringify({ type: 'yizhan.ping', timestamp: call.clock.now().toISOString(), data: {} });
  const response = await post(call, id, body).catch((error: Error) => {
    throw new NotVerified('UNREACHABLE', `the address does not answer: ${error.message}`, 'url');
  });
  if (!response.ok)
    throw new NotVerified(
      `HTTP_${response.status}`,
      `a signed ping was answered with ${response.status}: 2xx is expected`,
      response.status === 401 || response.status === 403 ? 'secret' : 'url',
    );
}
