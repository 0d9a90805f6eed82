import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Settings } from '../settings.js';

// Reading a PEM takes longer than checking a signature with it.
const read = new LRUCache<string, KeyObject>({ max: 100 });
const serials = new LRUCache<string, string>({ max: 100 });

function remembered<Value extends object | string>(
  cache: LRUCache<string, Value>,
  pem: string,
  make: () => Value,
): Value {
  const known = cache.get(pem) ?? make();
  cache.set(pem, known);
  return known;
}

export const merchantKey = ({ merchantKey: pem }: Pick<Settings, 'merchantKey'>): KeyObject =>
  remembered(read, pem, () => createPrivateKey(pem));

/** WeChat Pay's keys by what `Wechatpay-Serial` names: a public key's id or a certificate's serial number. */
export function verifiers({
  publicKey,
  certificates,
}: Pick<Settings, 'publicKey' | 'certificates'>): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  if (publicKey)
    keys.set(
      publicKey.id,
      remembered(read, publicKey.pem, () => createPublicKey(publicKey.pem)),
    );
  for (const pem of certificates) {
    const serial = remembered(serials, pem, () => new X509Certificate(pem).serialNumber);
    keys.set(
      serial,
      remembered(read, pem, () => createPublicKey(pem)),
    );
  }
  return keys;
}
