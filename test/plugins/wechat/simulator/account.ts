import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { certificatePem } from './certificate.js';

export interface Signer {
  readonly serial: string;
  readonly privateKey: KeyObject;
}

/** A merchant with a mini-program as WeChat knows it, and WeChat's own keys of both kinds. */
export interface Account {
  readonly appid: string;
  readonly appSecret: string;
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivatePem: string;
  readonly merchantPublicKey: KeyObject;
  readonly apiV3Key: string;
  /** WeChat's key pair of the public-key mode. */
  readonly byPublicKey: Signer & { readonly pem: string };
  /** WeChat's certificate of the certificate mode. */
  readonly byCertificate: Signer & { readonly pem: string };
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const serialNumber = () => `5${randomBytes(20).toString('hex').slice(1)}`.toUpperCase();

export function createAccount(): Account {
  const [merchant, platform, certified] = [rsa(), rsa(), rsa()];
  const serial = serialNumber();
  return {
    appid: `wx${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    mchid: '1900009191',
    merchantSerial: serialNumber(),
    merchantPrivatePem: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    merchantPublicKey: merchant.publicKey,
    apiV3Key: randomBytes(16).toString('hex'),
    byPublicKey: {
      serial: 'PUB_KEY_ID_0119000091912024110600',
      privateKey: platform.privateKey,
      pem: platform.publicKey.export({ type: 'spki', format: 'pem' }) as string,
    },
    byCertificate: {
      serial,
      privateKey: certified.privateKey,
      pem: certificatePem(serial, certified.publicKey, certified.privateKey),
    },
  };
}
