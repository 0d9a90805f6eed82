import { expect, test } from '@jest/globals';
import { LABEL, linesOf } from '../../../../src/domains/trace/labels/label.rules.js';

const facts = {
  link: 'https://x',
  code: 'B261126-7K2M9QX4',
  product: '固镇黑花生',
  place: '陡沟村',
  day: '2026-11-20',
};
const texts = (over: object) => linesOf({ ...facts, ...over }).map(({ text }) => text);

test('name, place, day and code, each on its line and within the label', () => {
  expect(texts({})).toEqual(['固镇黑花生', '产地 陡沟村', '日期 2026-11-20', 'B261126-7K2M9QX4']);
  for (const { y } of linesOf(facts)) expect(y).toBeLessThan(LABEL.height - 3);
});

test('a long name takes two lines, a longer one is cut', () => {
  expect(texts({ product: '固镇县石湖乡陡沟村黑花生' }).slice(0, 2)).toEqual(['固镇县石湖乡陡沟', '村黑花生']);
  expect(texts({ product: '黑'.repeat(30) }).slice(0, 3)).toEqual([
    '黑'.repeat(8),
    `${'黑'.repeat(7)}…`,
    '产地 陡沟村',
  ]);
});

test('a code is never cut: one of twenty letters, the most that GS1 allows, is set smaller', () => {
  const lineOf = (code: string) => linesOf({ ...facts, code }).at(-1)!;
  expect(lineOf('B261126-7K2M9QX4')).toEqual({ text: 'B261126-7K2M9QX4', x: 30.5, y: 31.5, size: 3.1 });
  expect(lineOf('WWWWWWWWWWWWWWWWWWWW')).toEqual({ text: 'WWWWWWWWWWWWWWWWWWWW', x: 30.5, y: 31.5, size: 3.02 });
});
