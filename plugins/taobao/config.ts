import { secret, z } from 'yizhan/plugin-kit';

const digits = z.string().regex(/^\d+$/);

/** Where goods of an industry are put at Taobao, and what that category asks for beside what we know of the goods. */
const category = z.object({
  catId: digits.meta({ description: 'Leaf category of Taobao.' }),
  fields: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Further fields of the category’s schema by their id, such as {"stuffStatus": "5"}.' }),
});

export const schema = z.object({
  gateway: z.url().default('https://gw.api.taobao.com/router/rest'),
  appKey: digits,
  appSecret: secret('Secret of the application at open.taobao.com.'),
  session: secret('Session key that the shop’s owner authorised the application with.'),
  sessionExpiresAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'When the session ends; health warns before it.' }),
  sellerNick: z.string().min(1).meta({ description: 'Login name of the shop at Taobao.' }),
  signMethod: z.enum(['md5', 'hmac', 'hmac-sha256']).default('hmac-sha256'),
  reserveAt: z.enum(['ORDER', 'PAYMENT']).default('PAYMENT').meta({
    description: 'When a trade’s goods are put aside: when it is paid, or as soon as it is placed (拍下减库存).',
  }),
  messages: z.boolean().default(true).meta({ description: 'Whether the message service is asked for hints.' }),
  market: z.enum(['taobao', 'tmall']).default('taobao'),
  categories: z.record(z.string(), category).default({}).meta({
    description: 'By industry such as PRIMARY, or * for all others. Without one, nothing is published.',
  }),
  carriers: z.record(z.string(), digitsOrCode()).default({}).meta({
    description: 'Taobao’s company_code of carriers whose name is not known to it.',
  }),
});

function digitsOrCode() {
  return z.string().regex(/^[A-Za-z0-9_]{1,40}$/);
}

export type Config = z.infer<typeof schema>;
