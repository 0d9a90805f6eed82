import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { parseDivisions } from '../../../src/domains/places/division.js';

const data = (name: string) => readFile(new URL(`../../../data/places/${name}`, import.meta.url), 'utf8');
const table = async (name: string) =>
  parse(await data(name), { columns: true, comment: '#' }) as Record<string, string>[];

describe('the county of the demo', () => {
  it('has 12 townships, 176 villages and 53 communities', async () => {
    const rows = parseDivisions(await data('340323.csv'));
    expect(rows[0]).toEqual({ code: '340323', name: '固镇县', level: 'COUNTY', parentCode: null, kind: null });
    expect(rows).toHaveLength(242);
    const units = new Map<string, number>();
    for (const { level, parentCode } of rows)
      if (level === 'VILLAGE') units.set(parentCode!, (units.get(parentCode!) ?? 0) + 1);
    expect(
      rows.filter(({ level }) => level === 'TOWNSHIP').map(({ code, name }) => [code.slice(6), name, units.get(code)]),
    ).toEqual([
      ['100', '谷阳镇', 37],
      ['101', '王庄镇', 15],
      ['102', '新马桥镇', 19],
      ['103', '连城镇', 12],
      ['104', '刘集镇', 24],
      ['105', '任桥镇', 25],
      ['106', '湖沟镇', 28],
      ['107', '濠城镇', 11],
      ['108', '杨庙镇', 26],
      ['109', '仲兴镇', 20],
      ['200', '石湖乡', 11],
      ['402', '安徽固镇经济开发区', 1],
    ]);
    expect(rows.filter(({ kind }) => kind === 'VILLAGE')).toHaveLength(176);
    expect(rows.filter(({ kind }) => kind === 'COMMUNITY')).toHaveLength(53);
    expect(rows.find(({ code }) => code === '340323200207')).toEqual({
      code: '340323200207',
      name: '陡沟村',
      level: 'VILLAGE',
      parentCode: '340323200',
      kind: 'VILLAGE',
    });
  });

  it('has 18 poor and 22 key-assistance villages, spread over eleven townships and said to be invented', async () => {
    const names = new Map(
      parseDivisions(await data('340323.csv'))
        .filter(({ kind }) => kind === 'VILLAGE')
        .map(({ code, name }) => [code, name]),
    );
    const chosen = await table('340323-categories.csv');
    expect(chosen.filter(({ category }) => category === 'POOR')).toHaveLength(18);
    expect(chosen.filter(({ category }) => category === 'KEY_ASSISTANCE')).toHaveLength(22);
    expect(new Set(chosen.map(({ code }) => code)).size).toBe(40);
    expect(new Set(chosen.map(({ code }) => code!.slice(0, 9))).size).toBe(11);
    expect(chosen.filter(({ code, name }) => names.get(code!) !== name)).toEqual([]);
    expect(chosen).toContainEqual({ code: '340323200207', name: '陡沟村', category: 'POOR' });
    const [zh, en] = (await data('340323-categories.csv')).split('\n');
    expect([zh!.includes('虚构'), en!.includes('OUR INVENTION')]).toEqual([true, true]);
  });

  it('keeps the former codes, each leading to a township of today by its name', async () => {
    const names = new Map(parseDivisions(await data('340323.csv')).map(({ code, name }) => [code, name]));
    const history = await table('340323-history.csv');
    expect(history.map((row) => [row['old_code'], row['old_name'], row['new_code'], row['new_name']])).toEqual([
      ['340323100', '城关镇', '340323100', '谷阳镇'],
      ['340323201', '杨庙乡', '340323108', '杨庙镇'],
      ['340323202', '仲兴乡', '340323109', '仲兴镇'],
    ]);
    expect(history.filter((row) => names.get(row['new_code']!) !== row['new_name'])).toEqual([]);
  });
});

describe('parseDivisions', () => {
  const HEAD = 'code,name,level,parent_code,kind\n340323,固镇县,COUNTY,,\n340323200,石湖乡,TOWNSHIP,340323,\n';
  const bad = (line: string) => () => parseDivisions(`${HEAD}${line}\n`);

  it('skips remarks and blank lines, and counts lines with them', () => {
    const csv = `\uFEFF# remark\n\n${HEAD}340323200207,陡沟村,VILLAGE,340323200,VILLAGE\n`;
    expect(parseDivisions(csv).map(({ code }) => code)).toEqual(['340323', '340323200', '340323200207']);
    expect(() => parseDivisions(`# remark\n\n${HEAD}1,x,COUNTY,,\n`)).toThrow(
      'has 1 bad rows: line 6: "1" is not a place code',
    );
  });

  it.each([
    ['34032320,x,TOWNSHIP,340323,', 'line 4: "34032320" is not a place code of 6, 9 or 12 digits'],
    ['340323201,x,VILLAGE,340323,', 'line 4: the level of 340323201 is TOWNSHIP, not "VILLAGE"'],
    ['340323201,,TOWNSHIP,340323,', 'line 4: 340323201 has no name'],
    ['340323200,x,TOWNSHIP,340323,', 'line 4: 340323200 is there twice'],
    ['340323200207,x,VILLAGE,340323,VILLAGE', 'line 4: parent_code of 340323200207 is "340323200", not "340323"'],
    ['340323201207,x,VILLAGE,340323201,VILLAGE', 'line 4: 340323201 must stand before 340323201207'],
    [
      '340323200207,x,VILLAGE,340323200,',
      'line 4: kind of 340323200207 is VILLAGE or COMMUNITY for a village, else empty',
    ],
    [
      '340323201,x,TOWNSHIP,340323,VILLAGE',
      'line 4: kind of 340323201 is VILLAGE or COMMUNITY for a village, else empty',
    ],
  ])('refuses %s', (line, message) => {
    expect(bad(line)).toThrow(`The table of divisions has 1 bad rows: ${message}`);
  });

  it('names every bad row at once, and refuses an empty table', () => {
    expect(bad('1,x,COUNTY,,\n2,y,COUNTY,,')).toThrow(/has 2 bad rows: line 4: .*; line 5: /);
    expect(() => parseDivisions('code,name,level,parent_code,kind\n')).toThrow('has no rows');
  });
});
