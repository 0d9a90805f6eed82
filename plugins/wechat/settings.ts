import { createPrivateKey, X509Certificate } from 'node:crypto';
import { secret, z } from 'yizhan/plugin-kit';

const does = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

const template = z.object({
  id: z.string().min(1),
  page: z.string().optional().meta({ description: 'Page of the mini-program that a tap opens.' }),
  data: z
    .record(z.string().regex(/^[a-z_]+\d+$/), z.string())
    .meta({ description: 'Text of each key, with {number} {amount} {time} {items} {state} put in.' }),
});

/** One mini-program with one merchant account of WeChat Pay. */
export const settings = z
  .object({
    appid: z.string().regex(/^wx[0-9a-f]{16}$/, 'an appid is wx and 16 hexadecimal digits'),
    appSecret: secret('AppSecret of the mini-program'),
    mchid: z.string().regex(/^\d{8,12}$/, 'a merchant number is 8 to 12 digits'),
    merchantSerial: z
      .string()
      .regex(/^[0-9A-Fa-f]{16,40}$/)
      .meta({ description: "Serial number of the merchant's API certificate." }),
    merchantKey: secret("The merchant's private key, apiclient_key.pem").refine(
      (pem) => does(() => createPrivateKey(pem)),
      'not a private key in PEM',
    ),
    apiV3Key: secret('APIv3 key, 32 bytes').refine((key) => Buffer.byteLength(key) === 32, 'must be 32 bytes'),
    publicKey: z
      .object({ id: z.string().regex(/^PUB_KEY_ID_\w+$/), pem: z.string().includes('PUBLIC KEY') })
      .optional()
      .meta({ description: "WeChat Pay's public key and its id (公钥模式)." }),
    certificates: z
      .array(z.string().refine((pem) => does(() => new X509Certificate(pem)), 'not a certificate in PEM'))
      .default([])
      .meta({ description: "WeChat Pay's platform certificates (平台证书模式); both kinds during a migration." }),
    publicUrl: z
      .url()
      .meta({ description: 'Where WeChat reaches this server, such as https://yizhan.example.cn, without a path.' }),
    appState: z.enum(['formal', 'trial', 'developer']).default('formal'),
    templates: z.object({ paid: template, shipped: template, refunded: template }).partial().default({}),
    carriers: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "WeChat's code of a carrier by the name used here, beside the well-known ones." }),
    apiBase: z.url().default('https://api.weixin.qq.com'),
    payBase: z.url().default('https://api.mch.weixin.qq.com'),
  })
  .refine(({ publicKey, certificates }) => publicKey !== undefined || certificates.length > 0, {
    message: 'a public key of WeChat Pay or a platform certificate is needed',
    path: ['publicKey'],
  });

export type Settings = z.output<typeof settings>;
export type Template = z.output<typeof template>;
export type TemplateName = keyof Settings['templates'];
