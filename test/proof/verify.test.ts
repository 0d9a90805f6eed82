import { describe, expect, test } from '@jest/globals';
import { stepWords, verdictWords, verifyBundle, type ProofBundle, type Trusted } from '../../src/proof/index.js';
import { check } from '../../src/proof/on-node.js';
import { otherLog } from './bundle-making.js';

const log = otherLog();
const bundle = log.bundle(4, 8, 5);
const ALL = ['FORMAT', 'KEY', 'SIGNATURE', 'COMMITMENT', 'INCLUSION', 'EARLIER_SIGNATURE', 'CONSISTENCY'];

const verify = (given: unknown, trusted?: Trusted) => check(verifyBundle(given, trusted));

/** The steps that hold and, after a colon, the one that does not with its fault; none when all hold. */
function outcome(given: unknown, trusted?: Trusted): string {
  const { steps, proved, facts } = verify(given, trusted);
  const failed = steps.at(-1)!;
  expect([proved, facts !== null]).toEqual([failed.fault === null, failed.fault === null]);
  return failed.fault ? `${failed.name} ${failed.fault}` : `all of ${steps.length}`;
}

test('a bundle holds: each step once, in its order', () => {
  const verdict = verify(bundle, { keys: [log.key] });
  expect(verdict.steps.map(({ name, fault }) => [name, fault])).toEqual(ALL.map((name) => [name, null]));
  expect({ ...verdict.facts, eventHash: Buffer.from(verdict.facts!.eventHash).toString('hex') }).toEqual({
    origin: 'county.example/trace/340323',
    leafIndex: 4,
    size: 8,
    signedAt: '2026-11-27T08:00:00.000Z',
    eventHash: bundle.eventHash,
    told: false,
    key: log.key,
    keyGiven: true,
    keptSize: null,
  });
});

test('every entry of every size holds, with and without an earlier head', () => {
  for (let size = 1; size <= 8; size += 1)
    for (let leaf = 0; leaf < size; leaf += 1) {
      expect(outcome(log.bundle(leaf, size))).toBe('all of 5');
      for (let earlier = 1; earlier <= size; earlier += 1)
        expect(outcome(log.bundle(leaf, size, earlier))).toBe('all of 7');
    }
});

/** Every way to change one character of a text into another of its alphabet, a few of them. */
function changed(text: string, at: number): string {
  const char = text[at]!;
  const other = /\d/.test(char)
    ? String((Number(char) + 1) % 10)
    : char === 'b'
      ? 'a'
      : char === 'B'
        ? 'A'
        : /[a-z]/.test(char)
          ? 'b'
          : 'B';
  return text.slice(0, at) + other + text.slice(at + 1);
}

const places = (text: string) => [...text].map((_, at) => at);

describe('changed in any one character', () => {
  test.each([
    ['eventHash', 'COMMITMENT OTHER_EVENT'],
    ['salt', 'COMMITMENT OTHER_EVENT'],
  ] as const)('of %s: %s', (field, expected) => {
    const found = new Set(
      places(bundle[field]).map((at) => outcome({ ...bundle, [field]: changed(bundle[field], at) })),
    );
    expect([...found]).toEqual([expected]);
  });

  test('of the commitment', () => {
    const found = new Set(
      places(bundle.commitment).map((at) => outcome({ ...bundle, commitment: changed(bundle.commitment, at) })),
    );
    // The last character holds two bits that belong to no byte.
    expect([...found].toSorted()).toEqual(['COMMITMENT OTHER_EVENT', 'FORMAT MALFORMED']);
  });

  test('of a path', () => {
    const each = (path: readonly string[], set: (path: string[]) => object) =>
      new Set(path.flatMap((hash, n) => places(hash).map((at) => outcome(set(path.with(n, changed(hash, at)))))));
    expect([...each(bundle.path, (path) => ({ ...bundle, path }))].toSorted()).toEqual([
      'FORMAT MALFORMED',
      'INCLUSION NOT_IN_THE_TREE',
    ]);
    const earlier = (path: string[]) => ({ ...bundle, earlier: { ...bundle.earlier!, path } });
    expect([...each(bundle.earlier!.path, earlier)].toSorted()).toEqual([
      'CONSISTENCY NOT_CONSISTENT',
      'FORMAT MALFORMED',
    ]);
  });

  /** Each line of a head with what fails when it is changed. The last is the signature: its first characters are the key's id. */
  const LINES = [
    ['FORGED'],
    ['FORGED'],
    ['FORGED', 'MALFORMED'],
    ['FORGED'],
    ['MALFORMED'],
    ['FORGED', 'MALFORMED', 'NOT_BY_THE_KEY'],
  ];
  const faultsIn = (head: string, set: (head: string) => object) =>
    head
      .split('\n')
      .slice(0, -1)
      .map((line, n, lines) => {
        if (line === '') return [outcome(set(lines.with(n, 'x').join('\n') + '\n')).split(' ')[1]];
        const faults = places(line).map((at) => outcome(set(lines.with(n, changed(line, at)).join('\n') + '\n')));
        return [...new Set(faults.map((fault) => fault.split(' ')[1]))].toSorted();
      });

  test('of the head', () => {
    expect(faultsIn(bundle.head, (head) => ({ ...bundle, head }))).toEqual(LINES);
  });

  test('of the earlier head', () => {
    expect(faultsIn(bundle.earlier!.head, (head) => ({ ...bundle, earlier: { ...bundle.earlier!, head } }))).toEqual(
      LINES,
    );
  });

  test('of the key', () => {
    const found = new Set(places(log.key).map((at) => outcome({ ...bundle, keys: [changed(log.key, at)] })));
    expect([...found]).toEqual(['KEY NOT_A_KEY']);
  });
});

describe('put together wrongly', () => {
  const other = otherLog('other.example/log');
  const mine = { keys: [log.key] };

  test.each<[string, unknown, Trusted | undefined, string]>([
    ['another place', { ...bundle, leafIndex: 3 }, undefined, 'INCLUSION NOT_IN_THE_TREE'],
    ['a place beyond the tree', { ...bundle, leafIndex: 8 }, undefined, 'INCLUSION NOT_IN_THE_TREE'],
    ['a path too short', { ...bundle, path: bundle.path.slice(1) }, undefined, 'INCLUSION NOT_IN_THE_TREE'],
    ['a path too long', { ...bundle, path: [...bundle.path, bundle.path[0]] }, undefined, 'INCLUSION NOT_IN_THE_TREE'],
    [
      'the event of another entry',
      { ...bundle, eventHash: log.bundle(3, 8).eventHash },
      undefined,
      'COMMITMENT OTHER_EVENT',
    ],
    [
      'another entry whole, with this path',
      { ...log.bundle(3, 8), path: bundle.path },
      undefined,
      'INCLUSION NOT_IN_THE_TREE',
    ],
    ['a head of another size', { ...bundle, head: log.head(7) }, undefined, 'INCLUSION NOT_IN_THE_TREE'],
    ['a log of one’s own', other.bundle(4, 8), mine, 'KEY NOT_BY_THE_KEY'],
    ['a head of another log', { ...bundle, head: other.head(8) }, mine, 'KEY NOT_BY_THE_KEY'],
    ['a key of another log', { ...bundle, keys: [other.key] }, undefined, 'KEY NOT_BY_THE_KEY'],
    ['no key', { ...bundle, keys: [] }, undefined, 'KEY NO_KEY'],
    ['what is no key', bundle, { keys: ['mine'] }, 'KEY NOT_A_KEY'],
    [
      'an earlier head of another log',
      { ...bundle, keys: [log.key, other.key], earlier: { ...bundle.earlier, head: other.head(5) } },
      undefined,
      'CONSISTENCY OTHER_LOG',
    ],
    [
      'an earlier head of what was rewritten since',
      { ...bundle, earlier: { ...bundle.earlier, head: log.head(5, Buffer.alloc(32, 7)) } },
      undefined,
      'CONSISTENCY NOT_CONSISTENT',
    ],
    [
      'an earlier head that is later',
      { ...log.bundle(4, 7), earlier: { head: log.head(8), path: [] } },
      undefined,
      'CONSISTENCY NOT_CONSISTENT',
    ],
  ])('%s', (_what, given, trusted, expected) => {
    expect(outcome(given, trusted)).toBe(expected);
  });

  test.each<[unknown, string]>([
    [null, 'format'],
    [[], 'format'],
    ['text', 'format'],
    [{}, 'format'],
    [{ ...bundle, format: 'yizhan-proof/2' }, 'format'],
    [{ ...bundle, salt: bundle.salt.toUpperCase() }, 'salt'],
    [{ ...bundle, salt: bundle.salt.slice(2) }, 'salt'],
    [{ ...bundle, eventHash: 7 }, 'eventHash'],
    [{ ...bundle, leafIndex: 1.5 }, 'leafIndex'],
    [{ ...bundle, leafIndex: '4' }, 'leafIndex'],
    [{ ...bundle, path: 'x' }, 'path'],
    [{ ...bundle, path: Array.from({ length: 55 }, () => bundle.path[0]) }, 'path'],
    [{ ...bundle, keys: [1] }, 'keys'],
    [{ ...bundle, earlier: [] }, 'earlier'],
    [{ ...bundle, earlier: { head: bundle.head } }, 'earlier.path'],
  ])('%# is no bundle: the field is named', (given, field) => {
    expect(verify(given).steps).toEqual([{ name: 'FORMAT', fault: 'MALFORMED', about: field }]);
  });
});

describe('with a head that the reader kept', () => {
  test.each<[string, ProofBundle, string, string]>([
    ['of the same size', log.bundle(4, 8), log.head(8), 'all of 6'],
    ['of the earlier size', bundle, log.head(5), 'all of 8'],
    ['of a size that the bundle has no path from', bundle, log.head(6), 'KEPT_HEAD NO_PATH'],
    [
      'that says otherwise of the same size: the log was rewritten',
      bundle,
      log.head(5, Buffer.alloc(32, 7)),
      'KEPT_HEAD REWRITTEN',
    ],
    ['of another log', bundle, otherLog('other.example/log').head(8), 'KEPT_HEAD OTHER_LOG'],
    ['by a key that is not trusted', bundle, otherLog().head(8), 'KEPT_HEAD NOT_BY_THE_KEY'],
    ['that was changed', bundle, log.head(8).replace('\n8\n', '\n5\n'), 'KEPT_HEAD FORGED'],
    ['that is none', bundle, 'x', 'KEPT_HEAD NOT_A_HEAD'],
  ])('%s', (_what, given, head, expected) => {
    expect(outcome(given, { keys: [log.key], head })).toBe(expected);
  });
});

describe('in words', () => {
  test('what is proved, and what is not', () => {
    const hash = bundle.eventHash;
    expect(verdictWords(verify(bundle, { keys: [log.key], head: log.head(5) }), 'en')).toEqual([
      `Proved: the event with the hash ${hash} was in the log county.example/trace/340323 (entry 5 of 8) by 2026-11-27T08:00:00.000Z; since then it cannot be changed or taken out unnoticed.`,
      'Not proved: that what the event says is true, or who wrote it. See for yourself that the event’s hash is the one above.',
    ]);
    expect(verdictWords(verify(bundle), 'zh')).toEqual([
      `已证明:哈希为 ${hash} 的事件最迟于 2026-11-27T08:00:00.000Z 已写入日志 county.example/trace/340323(第 5 条,共 8 条);此后无法悄然改动或删除。`,
      '未证明:事件内容属实,以及由谁录入。请核对事件内容的哈希与上述哈希一致。',
      `公钥来自证明文件本身,请与另外公布的公钥核对:${log.key}`,
      '未与您自己保存的树头比较:日志是否对所有人相同,尚未证明。',
    ]);
  });

  test('which step fails', () => {
    const verdict = verify({ ...bundle, leafIndex: 3 });
    expect(verdictWords(verdict, 'en')).toEqual(['Not proved: the step INCLUSION fails.']);
    expect(stepWords(verdict.steps.at(-1)!, 'en')).toBe(
      'The path does not lead to the head’s root (place / entries: 3 / 8)',
    );
    expect(stepWords(verdict.steps.at(-1)!, 'zh')).toBe('路径不通向树头的根(位置 / 记录数:3 / 8)');
  });
});
