import { sign, type KeyObject } from 'node:crypto';

/** Just enough DER to write a certificate as WeChat Pay's authority does: Node reads them but does not make them. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, 'hex');
const utc = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

const SHA256_WITH_RSA = sequence(der(0x06, hex('2a864886f70d01010b')), der(0x05));
const named = (name: string) => sequence(der(0x31, sequence(der(0x06, hex('550403')), der(0x0c, Buffer.from(name)))));

/** A self-signed certificate in PEM. `serial` is 40 hexadecimal digits, the first below 8. */
export function certificatePem(serial: string, publicKey: KeyObject, privateKey: KeyObject): string {
  const year = 365 * 86_400_000;
  const tbs = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex(serial)),
    SHA256_WITH_RSA,
    named('Tenpay.com Root CA'),
    sequence(utc(new Date(Date.now() - year)), utc(new Date(Date.now() + 5 * year))),
    named('Tenpay.com sign'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('RSA-SHA256', tbs, privateKey);
  const whole = sequence(tbs, SHA256_WITH_RSA, der(0x03, hex('00'), signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`;
}
