import type { Call } from 'yizhan/plugin-kit';
import type { Settings, TemplateName } from '../settings.js';
import type { OrderName } from '../trades.js';

type AgreementCall = Pick<Call<Settings>, 'links'>;

const agreed = (name: TemplateName) => `agreed-${name}`;
const told = (name: TemplateName) => `told-${name}`;

/** Remembers that a buyer agreed to one message of an order. WeChat counts agreements by message: one each. */
export const agree = (order: OrderName, name: TemplateName, openid: string, { links }: AgreementCall): Promise<void> =>
  links.link(agreed(name), `${openid}/${order.number}`, order.id);

/** Whom to tell; null for one who did not agree, or has been told. */
export async function toTell(order: OrderName, name: TemplateName, { links }: AgreementCall): Promise<string | null> {
  const agreement = await links.theirs(agreed(name), order.id);
  if (agreement === null || (await links.theirs(told(name), order.id)) !== null) return null;
  return agreement.slice(0, agreement.lastIndexOf('/'));
}

export const noteTold = (order: OrderName, name: TemplateName, { links }: AgreementCall): Promise<void> =>
  links.link(told(name), order.number, order.id);
