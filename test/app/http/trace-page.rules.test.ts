import { describe, expect, test } from '@jest/globals';
import { html } from '../../../src/app/http/trace-page/html.js';
import { momentIn, proofLink, villagesOf } from '../../../src/app/http/trace-page/page.rules.js';
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

test('a step leads to its proof once a head covers it, in the language of the page', () => {
  const under = (headSize: number | null) => ({ proof: { events: 9, logged: 9, headSize, headSignedAt: null } });
  expect(proofLink(4, under(5), 'zh')).toBe('/verify?lang=zh&proof=/trace/proofs/4.json');
  expect(proofLink(0, under(1), 'en')).toBe('/verify?lang=en&proof=/trace/proofs/0.json');
  for (const [leaf, of] of [
    [5, under(5)],
    [null, under(5)],
    [0, under(null)],
    [0, { proof: null }],
  ] as const)
    expect(proofLink(leaf, of, 'zh')).toBeNull();
});

describe('the state of the proof', () => {
  const said = (state: TraceData['proof'], language: 'zh' | 'en') =>
    proof({ proof: state } as TraceData, WORDS_OF[language])!
      .text.replaceAll(/<[^>]*>|\s+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();

  test('in numbers where there is a log, in words where nothing is in it', () => {
    const state = { events: 12, logged: 11, headSize: 4_711, headSignedAt: '2026-11-26T16:00:00.000Z' };
    const [zh, en] = [
      '点“经过”中某一步后的“验证”,由您自己的浏览器核对:这一步当时就是这样记录的,此后没有改过。记录是否属实,核对不了。',
      'Follow “verify” behind a step of “What happened”: your own browser checks that it was recorded just so, and not changed since. It cannot check that the record is true.',
    ];
    expect(said(state, 'zh')).toBe(
      `能查证吗 部分能:其余记录将在一分钟内由下一次签名锁定。 11 / 12 · 日志最近签名于 2026-11-27 00:00 (4711) ${zh}`,
    );
    expect(said({ ...state, logged: 12 }, 'zh')).toBe(
      `能查证吗 能:它的全部记录都已写入日志并由签名锁定。 12 / 12 · 日志最近签名于 2026-11-27 00:00 (4711) ${zh}`,
    );
    expect(said(state, 'en')).toBe(
      `Can it be verified In part: the next signature, within a minute, seals the others. 11 / 12 · The log was last signed 2026-11-27 00:00 (4711) ${en}`,
    );
    expect(said({ ...state, logged: 12 }, 'en')).toBe(
      `Can it be verified Yes: all of its records are in the log, sealed by a signature. 12 / 12 · The log was last signed 2026-11-27 00:00 (4711) ${en}`,
    );
    expect(said({ ...state, logged: 0 }, 'en')).toBe(
      'Can it be verified Its records are not in the verifiable log yet.',
    );
    expect(said(null, 'en')).toBe('Can it be verified Its records are not in the verifiable log yet.');
  });
});
