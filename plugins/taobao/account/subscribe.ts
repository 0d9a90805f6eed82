import type { Call } from 'yizhan/plugin-kit';
import type { Config } from '../config.js';
import { TOPICS } from '../messages/hints.js';
import { ask, type Answer } from '../top/ask.js';
import { connectedSince } from '../trades/connected-since.js';

/** Asks for the shop's messages. What is permitted overwrites what was: topics that others asked for are kept. */
export async function activate(call: Call<Config>): Promise<void> {
  await connectedSince(call);
  if (!call.config.messages) return;
  const topics = new Set([...(await topicsNow(call)), ...TOPICS]);
  await ask(call, 'taobao.tmc.user.permit', { topics: [...topics].join(',') });
}

export async function deactivate(call: Call<Config>): Promise<void> {
  if (!call.config.messages) return;
  const others = (await topicsNow(call)).filter((topic) => !TOPICS.includes(topic));
  if (others.length > 0) await ask(call, 'taobao.tmc.user.permit', { topics: others.join(',') });
  else await ask(call, 'taobao.tmc.user.cancel', { nick: call.config.sellerNick });
}

async function topicsNow(call: Call<Config>): Promise<readonly string[]> {
  const answer = await ask(call, 'taobao.tmc.user.get', { nick: call.config.sellerNick, fields: 'user_nick,topics' });
  const topics = ((answer['tmc_user'] as Answer | undefined)?.['topics'] as Answer | undefined)?.['string'];
  return Array.isArray(topics) ? topics.map(String) : [];
}
