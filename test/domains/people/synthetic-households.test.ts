import { expect, it } from '@jest/globals';
import { checkIdNumber } from '../../../src/domains/people/rules/id-number.rules.js';
import { checkPhone } from '../../../src/domains/people/rules/phone.rules.js';
import { syntheticHouseholds } from '../../../src/domains/people/synthetic-households.js';

const VILLAGES = Array.from({ length: 229 }, (_, i) => `340323100${String(i + 1).padStart(3, '0')}`);
const all = [...syntheticHouseholds(VILLAGES)];
const distinct = (of: (one: (typeof all)[number]) => unknown) => new Set(all.map(of)).size;

it('makes the 11,724 households of the plan, spread evenly and numbered within each village', () => {
  expect(all).toHaveLength(11_724);
  const counts = new Map<string, number>();
  for (const { villageCode } of all) counts.set(villageCode, (counts.get(villageCode) ?? 0) + 1);
  expect([counts.size, Math.min(...counts.values()), Math.max(...counts.values())]).toEqual([229, 51, 52]);
  expect(distinct(({ villageCode, householdNo }) => `${villageCode}/${householdNo}`)).toBe(11_724);
});

it('gives each an ID number and a phone that pass the rules and that nobody has', () => {
  expect(distinct(({ idNumber }) => idNumber)).toBe(11_724);
  expect(distinct(({ phone }) => phone)).toBe(11_724);
  for (const { idNumber, phone } of all) {
    expect(checkIdNumber(idNumber, '2026-11-24', true)).toEqual({ ok: true, value: idNumber });
    expect(checkIdNumber(idNumber, '2026-11-24', false)).toMatchObject({ ok: false, code: 'BAD_ID_NUMBER_REGION' });
    expect(checkPhone(phone)).toEqual({ ok: true, value: phone });
    expect(phone.slice(0, 3)).toBe('154');
  }
});

it('has a target group that is neither empty nor everybody', () => {
  const target = all.filter(({ willing, able }) => willing && able).length;
  expect(target).toBeGreaterThan(4000);
  expect(target).toBeLessThan(7000);
  expect(distinct(({ category }) => category)).toBeGreaterThan(1);
  expect(all.filter(({ name, helper }) => name.length < 2 || name.length > 3 || helper.length < 2)).toEqual([]);
});

it('makes the same households each time, also when fewer are asked for', () => {
  expect([...syntheticHouseholds(VILLAGES, 300)]).toEqual(all.slice(0, 300));
  expect([...syntheticHouseholds(VILLAGES, 0)]).toEqual([]);
});
