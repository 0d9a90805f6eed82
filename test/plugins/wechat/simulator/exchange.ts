import { createHash, createCipheriv, randomBytes, sign, verify } from 'node:crypto';
import type { Account, Signer } from './account.js';

export interface Asked {
  readonly method: string;
  /** Path with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** An object goes as JSON, bytes as they are. */
  readonly body?: object | Uint8Array;
  /** Bills are not signed. */
  readonly unsigned?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in the words of API v3. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

const nonce = () => randomBytes(16).toString('hex');
const seconds = (now: Date) => String(Math.floor(now.getTime() / 1000));

/** Whether a request is the merchant's: its signature over method, address, time, nonce and body, as API v3 has it. */
export function checkMerchant({ method, url, headers, body }: Asked, account: Account, now: Date): void {
  const value = headers['authorization'] ?? '';
  const scheme = 'WECHATPAY2-SHA256-RSA2048 ';
  const parts = Object.fromEntries([...value.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, text]) => [name!, text!]));
  if (!value.startsWith(scheme)) throw new Refused(401, 'SIGN_ERROR', 'no Authorization');
  const { mchid, serial_no, nonce_str, timestamp, signature } = parts;
  if (mchid !== account.mchid || serial_no !== account.merchantSerial)
    throw new Refused(401, 'SIGN_ERROR', 'another merchant or certificate');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > 300) throw new Refused(401, 'SIGN_ERROR', 'too late');
  const text = `${method}\n${url}\n${timestamp}\n${nonce_str}\n${body}\n`;
  if (!verify('RSA-SHA256', Buffer.from(text), account.merchantPublicKey, Buffer.from(signature ?? '', 'base64')))
    throw new Refused(401, 'SIGN_ERROR', 'the signature does not fit');
}

/** The four headers over a body, for answers and notices. */
export function signedHeaders(body: string, { serial, privateKey }: Signer, now: Date): Record<string, string> {
  const [time, once] = [seconds(now), nonce()];
  const signature = sign('RSA-SHA256', Buffer.from(`${time}\n${once}\n${body}\n`), privateKey).toString('base64');
  return {
    'wechatpay-timestamp': time,
    'wechatpay-nonce': once,
    'wechatpay-signature': signature,
    'wechatpay-serial': serial,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** Something sealed with the merchant's APIv3 key. */
export function sealed(text: string, apiV3Key: string, associatedData: string) {
  const iv = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, iv);
  cipher.setAAD(Buffer.from(associatedData));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: associatedData, nonce: iv };
}

export const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
