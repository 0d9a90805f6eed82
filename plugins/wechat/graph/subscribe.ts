import type { AddedField, FieldCall } from 'yizhan/plugin-kit';
import { agree } from '../mini/agreements.js';
import type { Settings, TemplateName } from '../settings.js';
import { orderOfViewer } from './order-to-pay.js';
import { payload, Refusal } from './refusals.js';

export const templates: AddedField<Settings> = {
  allow: 'public',
  resolve: async (_, { config }) =>
    Object.entries(config.templates).map(([name, { id }]) => ({ message: name.toUpperCase(), templateId: id })),
};

interface Input {
  readonly orderId: string;
  readonly messages: readonly string[];
}

export const subscribe: AddedField<Settings> = {
  allow: 'read Order',
  resolve: ({ input }, call) => payload(call, () => remember(input as unknown as Input, call)),
};

async function remember({ orderId, messages }: Input, call: FieldCall<Settings>): Promise<object> {
  const openid = call.viewer.externalId;
  if (!openid) throw new Refusal('NOT_SIGNED_IN');
  const order = await orderOfViewer(orderId, call);
  const names = [...new Set(messages)].map((message) => message.toLowerCase() as TemplateName);
  if (names.some((name) => !call.config.templates[name])) throw new Refusal('NO_TEMPLATE', 'messages');
  for (const name of names) await agree(order, name, openid, call);
  return { messages: names.map((name) => name.toUpperCase()) };
}
