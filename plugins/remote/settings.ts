import { secret, z } from 'yizhan/plugin-kit';

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const signing = (description: string) =>
  secret(description).refine((text) => SECRET.test(text), 'expected whsec_ and 24 to 64 bytes in base64');
const selection = (description: string) => z.string().min(3).max(4_000).meta({ description }).optional();

/** Where the partner is called, how calls are signed, and what they want to be told, as selections on our graph. */
export const settings = z.object({
  url: z.url({ protocol: /^https?$/ }).meta({ description: 'Each webhook is a POST to this address.' }),
  secret: signing('Signs webhooks; the partner has the same.'),
  previousSecret: signing('While the secret is changed: webhooks are signed with both.').optional(),
  selections: z
    .object({
      product: selection('On Product, such as `{ id name priceFen }`: a product that is listed changed.'),
      stock: selection('On Product, such as `{ id stock { available } }`: what is left of it changed.'),
      order: selection('On Order: one of the channel changed.'),
      refund: selection('On Refund: money of an order is to go back.'),
      terminal: selection('On Kiosk: a machine of the connection changed, or is to do something.'),
    })
    .default({}),
});

export type Settings = z.infer<typeof settings>;
