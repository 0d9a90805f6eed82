import { expect, test } from '@jest/globals';
import { expect as claim, Failed, shown } from '../../src/conformance/failed.js';
import { cases } from '../../src/conformance/cases/index.js';
import { sameQuantity } from '../../src/conformance/cases/delivery.js';
import { withOneByteChanged } from '../../src/conformance/cases/signatures.js';
import { caseLine, verdict } from '../../src/conformance/report.js';
import { until } from '../../src/conformance/until.js';

const [passed, failed, spared] = [
  { name: 'told', title: 'it is told', status: 'passed', ms: 12 },
  { name: 'busy', title: 'it waits', status: 'failed', ms: 3, why: 'it does not\nwait' },
  { name: 'poll', title: 'it is fetched', status: 'not needed', ms: 0, why: 'it has no polls' },
] as const;

test('a report is a line a case, with the reason below it, and a verdict', () => {
  expect([passed, failed, spared].map(caseLine)).toEqual([
    '✓ told            it is told (12 ms)',
    '✗ busy            it waits\n    it does not\n    wait',
    '– poll            it is fetched\n    it has no polls',
  ]);
  const report = { plugin: { id: 'canteen', version: '1.2.0' }, kit: '1.0.0', cases: [passed, failed, spared] };
  expect(verdict({ ...report, passed: false })).toBe(
    'canteen 1.2.0 does NOT conform to version 1.0.0 of the kit: 1 passed, 1 failed, 1 not needed',
  );
  expect(verdict({ ...report, passed: true })).toMatch('canteen 1.2.0 conforms to version 1.0.0 of the kit');
});

test('cases have names of their own', () => {
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.at(-1)).toBe('secrets');
});

test('one byte is changed: in the body so that it still reads, else in the query, else in the path', () => {
  const request = { method: 'POST', path: 'orders', headers: {}, body: '{"n":41,"a":"é"}' };
  expect(Buffer.from(withOneByteChanged(request).body).toString()).toBe('{"n":42,"a":"é"}');
  expect(Buffer.from(withOneByteChanged({ ...request, body: 'abc' }).body).toString()).toBe('a1c');
  expect(withOneByteChanged({ ...request, body: '', query: { a: '1' } }).query).toEqual({ a: '11' });
  expect(withOneByteChanged({ ...request, body: '' }).path).toBe('ordersx');
});

test.each([
  ['5', '5.000', true],
  ['5.100', '5.1', true],
  ['50', '5', false],
  [undefined, '0', false],
])('quantities %s and %s are the same: %s', (one, other, same) => {
  expect(sameQuantity(one, other)).toBe(same);
});

test('a claim that does not hold is a failure with its sentence; values are shown in short', () => {
  expect(() => claim(false, 'it does not hold')).toThrow(new Failed('it does not hold'));
  expect(shown({ a: 1 })).toBe('{"a":1}');
  expect(shown('x'.repeat(400))).toHaveLength(301);
});

test('waiting ends with what is there, with what the look throws, or with what did not come', async () => {
  let looks = 0;
  expect(await until('three looks', () => ++looks === 3 && 'three')).toBe('three');
  await expect(until('it', () => claim(false, 'never'))).rejects.toThrow(new Failed('never'));
  await expect(until('the end', () => false, 20)).rejects.toThrow(new Failed('waited 0.02 s in vain for the end'));
});
