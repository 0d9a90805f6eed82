import { ask, type MiniCall } from './mini-client.js';

/** Who a sign-in code is of: their id in this mini-program. The session key stays here and is forgotten. */
export async function openidOf(code: string, call: MiniCall): Promise<string> {
  const { appid, appSecret } = call.config;
  const query = new URLSearchParams({ appid, secret: appSecret, js_code: code, grant_type: 'authorization_code' });
  const { openid } = await ask<{ openid: string }>(`/sns/jscode2session?${query}`, null, call);
  return openid;
}
