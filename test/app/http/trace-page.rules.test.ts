import { describe, expect, test } from '@jest/globals';
import { html } from '../../../src/app/http/trace-page/html.js';
import { momentIn, villagesOf } from '../../../src/app/http/trace-page/page.rules.js';
import { proof } from '../../../src/app/http/trace-page/sections.js';
import { WORDS_OF } from '../../../src/app/http/trace-page/words.js';
import type { TraceData } from '../../../src/app/http/trace-page/document.js';

describe('markup', () => {
  test('text is escaped in elements and in quoted attributes, markup is not, nothing is nothing', () => {
    const inner = html`<b title="${`"><script>'`}">${'a & b <i>'}</b>`;
    expect(html`<p>${inner}${null}${false}${0}${['<', inner]}</p>`.text).toBe(
      '<p><b title="&quot;&gt;&lt;script&gt;&#39;">a &amp; b &lt;i&gt;</b>0&lt;<b title="&quot;&gt;&lt;script&gt;&#39;">a &amp; b &lt;i&gt;</b></p>',
    );
  });

  test('a line break of the template is a space, one of a value stays', () => {
    // prettier-ignore
    const laidOut = html`<p>
      ${'two\n  lines'}
    </p>`;
    expect(laidOut.text).toBe('<p> two\n  lines </p>');
  });
});

test('a moment is read in China, to the minute', () => {
  expect(momentIn('2026-11-24T16:13:06.000Z')).toBe('2026-11-25 00:13');
});

test('households are told by village, the most first; who agreed is named, a firm is no household', () => {
  const of = (village: string, name: string | null, kind = 'HOUSEHOLD') => ({
    name,
    kind,
    village: { name: village, township: { name: '石湖乡' } },
    quantity: { value: '1.000', unit: 'KG' },
  });
  expect(
    villagesOf([of('甲村', null), of('乙村', '王**'), of('乙村', null), of('乙村', '某公司', 'ENTERPRISE')]),
  ).toEqual([
    { village: '石湖乡 乙村', households: 2, names: ['王**'] },
    { village: '石湖乡 甲村', households: 1, names: [] },
  ]);
});

describe('the state of the proof', () => {
  const said = (state: TraceData['proof'], language: 'zh' | 'en') =>
    proof({ proof: state } as TraceData, WORDS_OF[language])!
      .text.replaceAll(/<[^>]*>|\s+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();

  test('in numbers where there is a log, in words where nothing is in it', () => {
    const state = { events: 12, logged: 11, headSize: 4_711, headSignedAt: '2026-11-26T16:00:00.000Z' };
    expect(said(state, 'zh')).toBe('能查证吗 11 条记录已写入日志,共 12 · 日志最近签名于 2026-11-27 00:00 (4711)');
    expect(said(state, 'en')).toBe(
      'Can it be verified 11 of its records are in the log, of 12 · The log was last signed 2026-11-27 00:00 (4711)',
    );
    expect(said({ ...state, logged: 0 }, 'en')).toBe(
      'Can it be verified Its records are not in the verifiable log yet.',
    );
    expect(said(null, 'en')).toBe('Can it be verified Its records are not in the verifiable log yet.');
  });
});
