import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { parseExact } from './exact-json.js';
import { faultOf, TopFault, type ErrorResponse } from './faults.js';
import { sign } from './sign.js';
import { toTop } from './times.js';

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Answer = Readonly<Record<string, unknown>>;
/** What a call needs of the host to ask the gateway. */
export type Asking = Pick<Call<Config>, 'config' | 'clock' | 'fetch'>;

/**
 * Asks the gateway. Answers what stands in the response; parameters that are null or empty are left out.
 *
 * @throws TopFault with its kind, for a refusal and for a line that fails
 */
export async function ask(call: Asking, method: string, params: Params = {}): Promise<Answer> {
  const response = await call.fetch(call.config.gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(signed(call, method, params)).toString(),
  });
  const text = await response.text();
  if (response.status === 429)
    throw new TopFault('retry', 'RATE_LIMITED', 'HTTP 429', seconds(response.headers.get('retry-after')));
  if (!response.ok) throw new TopFault('retry', `HTTP_${response.status}`, `the gateway answered ${response.status}`);
  return answerOf(method, text);
}

function signed({ config, clock }: Asking, method: string, params: Params): Record<string, string> {
  const all: Record<string, string> = {
    method,
    app_key: config.appKey,
    session: config.session,
    timestamp: toTop(clock.now()),
    v: '2.0',
    sign_method: config.signMethod,
    format: 'json',
  };
  for (const [name, value] of Object.entries(params)) if (value != null && value !== '') all[name] = String(value);
  return { ...all, sign: sign(all, config.appSecret, config.signMethod) };
}

/** `taobao.trade.fullinfo.get` answers in `trade_fullinfo_get_response`. */
const responseName = (method: string): string => `${method.replace(/^taobao\./, '').replaceAll('.', '_')}_response`;

function answerOf(method: string, text: string): Answer {
  let body: Record<string, unknown>;
  try {
    body = parseExact(text) as Record<string, unknown>;
  } catch {
    throw new TopFault('retry', 'NOT_JSON', 'the gateway’s answer is no JSON');
  }
  if (body?.['error_response']) throw faultOf(body['error_response'] as ErrorResponse);
  const answer = body?.[responseName(method)];
  if (!answer || typeof answer !== 'object')
    throw new TopFault('retry', 'NO_ANSWER', `the gateway’s answer has no ${responseName(method)}`);
  return answer as Answer;
}

/** The rows of a list, which the gateway leaves out when it is empty: `{trades: {trade: [...]}}`. */
export function rows(answer: Answer, list: string, row: string): readonly Answer[] {
  const found = (answer[list] as Answer | undefined)?.[row];
  return Array.isArray(found) ? (found as Answer[]) : [];
}

function seconds(retryAfter: string | null): number | undefined {
  return retryAfter && /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
