import type { AddedField, FieldCall } from 'yizhan/plugin-kit';
import { openidOf } from '../mini/sign-in.js';
import type { Settings } from '../settings.js';
import { payload, Refusal } from './refusals.js';

export const signIn: AddedField<Settings> = {
  allow: 'public',
  resolve: ({ input }, call) => payload(call, () => byCode((input as { code: string }).code, call)),
};

async function byCode(code: string, call: FieldCall<Settings>): Promise<object> {
  if (!/^[\w-]{1,128}$/.test(code)) throw new Refusal('BAD_CODE', 'code');
  const openid = await openidOf(code, call);
  const result = await call.execute({ kind: 'customer.sign-in', externalId: openid });
  if (result.status === 'refused') throw new Refusal('BLOCKED', 'code');
  return { token: result.values['token'] };
}
