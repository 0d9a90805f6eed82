import type { Call } from 'yizhan/plugin-kit';
import type { Settings } from '../settings.js';
import { MiniFault, miniFault } from './mini-errors.rules.js';

export type MiniCall = Pick<Call<Settings>, 'config' | 'fetch' | 'clock' | 'signal' | 'shared'>;

interface Answered {
  readonly errcode?: number;
  readonly errmsg?: string;
}

/** One request to WeChat's open interface. Everything but a good answer throws {@link MiniFault}; no secret is in it. */
export async function ask<Answer>(path: string, body: object | null, call: MiniCall): Promise<Answer> {
  const answer = await reach(path, body, call);
  if (!answer.ok) {
    const wait = Number(answer.headers.get('retry-after') ?? NaN);
    const after = Number.isInteger(wait) ? wait : undefined;
    throw new MiniFault(0, `HTTP_${answer.status}`, 'WeChat answers with an error', 'retry', after);
  }
  const data = await parsed<Answer & Answered>(answer);
  if (data.errcode) throw miniFault(data.errcode, data.errmsg ?? '');
  return data;
}

async function reach(path: string, body: object | null, call: MiniCall): Promise<Response> {
  try {
    return await call.fetch(new URL(path, call.config.apiBase).href, {
      method: body ? 'POST' : 'GET',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: call.signal,
    });
  } catch {
    // Its own message may hold the address, and that the secret or the token.
    throw new MiniFault(0, 'UNREACHABLE', 'WeChat cannot be reached', 'retry');
  }
}

async function parsed<Answer>(answer: Response): Promise<Answer> {
  try {
    return (await answer.json()) as Answer;
  } catch {
    throw new MiniFault(0, 'NOT_JSON', 'WeChat answers something that is no JSON', 'retry');
  }
}

/** The access token that all processes share: one is fetched at a time, and the old one works while the new one comes. */
export function accessToken(call: MiniCall, fresh = false): Promise<string> {
  const { appid, appSecret } = call.config;
  const fetchToken = async () => {
    const body = { grant_type: 'client_credential', appid, secret: appSecret };
    const answer = await ask<{ access_token: string; expires_in: number }>('/cgi-bin/stable_token', body, call);
    return { value: answer.access_token, expiresAt: new Date(call.clock.now().getTime() + answer.expires_in * 1000) };
  };
  return call.shared(`access-token:${appid}`, fetchToken, { fresh });
}

/** A request that needs the access token; one that was taken back meanwhile is fetched anew, once. */
export async function askWithToken<Answer>(path: string, body: object, call: MiniCall): Promise<Answer> {
  const send = async (fresh: boolean) =>
    ask<Answer>(`${path}?access_token=${encodeURIComponent(await accessToken(call, fresh))}`, body, call);
  try {
    return await send(false);
  } catch (error) {
    if (error instanceof MiniFault && error.code === 'BAD_TOKEN') return send(true);
    throw error;
  }
}
