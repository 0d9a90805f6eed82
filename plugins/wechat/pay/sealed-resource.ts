import { createDecipheriv } from 'node:crypto';

export interface SealedResource {
  readonly algorithm: string;
  readonly ciphertext: string;
  readonly associated_data?: string;
  readonly nonce: string;
}

const TAG_BYTES = 16;

/** The text that WeChat Pay sealed with our APIv3 key. Throws when it was sealed with another key or was touched. */
export function openResource(sealed: SealedResource, apiV3Key: string): string {
  if (sealed.algorithm !== 'AEAD_AES_256_GCM') throw new Error(`unknown algorithm ${sealed.algorithm}`);
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  if (bytes.length < TAG_BYTES) throw new Error('the sealed text is too short');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, sealed.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(sealed.associated_data ?? ''));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
