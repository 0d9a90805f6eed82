import { createPrivateKey, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  headText,
  holds,
  keyId,
  readKey,
  readNote,
  signatureBy,
  toHex,
  utf8,
  writeKey,
  writeNote,
} from '../../src/proof/index.js';
import { check } from '../../src/proof/on-node.js';

/** The published example of Go's `golang.org/x/mod/sumdb/note`: its key, and its signature over its text. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = `If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n`;
const SIGNATURE = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
/** Its secret: the seed after the byte of the algorithm. */
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);

const secret = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SEED]),
  format: 'der',
  type: 'pkcs8',
});
const ROOT = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');
const HEAD = `PeterNeumann\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nTimestamp: 2026-11-27T00:00:00.000Z\n`;

test('the published key is read, has its id, and is written the same', () => {
  const key = check(readKey(PETER))!;
  expect([key.name, toHex(key.id), key.key.length]).toEqual(['PeterNeumann', 'c74f20a3', 32]);
  expect(writeKey(key)).toBe(PETER);
  expect(check(keyId(key.name, key.key))).toEqual(key.id);
});

test('the published signature holds, by the same bytes as ours', () => {
  const key = check(readKey(PETER))!;
  const signature = Buffer.from(SIGNATURE, 'base64').subarray(4);
  const head = { origin: '', size: 0, root: ROOT, signedAt: null, text: TEXT, signatures: [] };
  expect(check(holds(head, { key, signature }))).toBe(true);
  expect(check(holds({ ...head, text: `${TEXT} ` }, { key, signature }))).toBe(false);
  expect(writeNote(TEXT, [{ name: key.name, id: key.id, signature: sign(null, Buffer.from(TEXT), secret) }])).toBe(
    `${TEXT}\n— PeterNeumann ${SIGNATURE}\n`,
  );
});

test('a head is written as a checkpoint, and read back', () => {
  const key = check(readKey(PETER))!;
  const head = { origin: 'PeterNeumann', size: 20_852_163, root: ROOT, signedAt: '2026-11-27T00:00:00.000Z' };
  expect(headText(head)).toBe(HEAD);
  const signature = { name: key.name, id: key.id, signature: new Uint8Array(sign(null, utf8(HEAD), secret)) };
  const read = readNote(writeNote(HEAD, [signature]))!;
  expect({ ...read, root: Buffer.from(read.root) }).toEqual({ ...head, text: HEAD, signatures: [signature] });
  expect(check(holds(read, signatureBy(read, [key])!))).toBe(true);
});

test('a head by others is read: lines of their own, signatures of witnesses, no time', () => {
  const note = `example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nsome line\n\n— example.com/log Az3grlgt\n— witness.example AAAAAAA=\n`;
  const head = readNote(note)!;
  expect([head.origin, head.size, head.signedAt]).toEqual(['example.com/log', 0, null]);
  expect(head.signatures.map(({ name, id }) => [name, toHex(id)])).toEqual([
    ['example.com/log', '033de0ae'],
    ['witness.example', '00000000'],
  ]);
});

const LINE = '— a Az3grlgtzPI=\n';
const B64 = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
test.each([
  ['no signature', `a\n1\n${B64}\n`],
  ['no line feed at the end', `a\n1\n${B64}\n\n— a Az3grlgtzPI=`],
  ['a leading zero', `a\n01\n${B64}\n\n${LINE}`],
  ['a size below nothing', `a\n-1\n${B64}\n\n${LINE}`],
  ['a size beyond 2^53', `a\n9007199254740993\n${B64}\n\n${LINE}`],
  ['a short root', `a\n1\nCsUYapGG\n\n${LINE}`],
  ['a root written otherwise', `a\n1\n${B64.replace('I=', 'J=')}\n\n${LINE}`],
  ['no origin', `\n1\n${B64}\n\n${LINE}`],
  ['a control character', `a\r\n1\n${B64}\n\n${LINE}`],
  ['a hyphen for the dash', `a\n1\n${B64}\n\n- a Az3grlgtzPI=\n`],
  ['a signature of four bytes', `a\n1\n${B64}\n\n— a Az3grg==\n`],
  ['a name with a plus', `a\n1\n${B64}\n\n— a+b Az3grlgtzPI=\n`],
  ['text after the signatures', `a\n1\n${B64}\n\n${LINE}more\n`],
])('%s is no head', (_what, note) => {
  expect(readNote(note)).toBeNull();
});

test.each([
  ['another id', PETER.replace('c74f20a3', 'c74f20a4')],
  ['another name', PETER.replace('Peter', 'Paul')],
  ['another algorithm', `PeterNeumann+c74f20a3+${Buffer.concat([Buffer.of(2), ROOT]).toString('base64')}`],
  ['a short key', 'PeterNeumann+c74f20a3+ARpc2Q=='],
  ['nothing', ''],
])('a key with %s is none', (_what, key) => {
  expect(check(readKey(key))).toBeNull();
});
