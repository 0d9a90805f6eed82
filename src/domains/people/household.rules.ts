import type { PersonalData } from './household-seals.js';
import type { HouseholdCategory } from './household.types.js';
import { peopleErrors } from './people.errors.js';
import { checkIdNumber, SYNTHETIC_REGION } from './rules/id-number.rules.js';
import { checkPhone } from './rules/phone.rules.js';

const DAY_IN_CHINA_MS = 8 * 3_600_000;

/** Everything the register says of a household beside its village and number. */
export interface HouseholdFacts extends PersonalData {
  category: HouseholdCategory;
  willing: boolean;
  able: boolean;
}

export interface CheckOptions {
  /** Today in China, YYYY-MM-DD. */
  today: string;
  /** Numbers of synthetic people are accepted: demo mode only. */
  allowSynthetic: boolean;
}

export const todayInChina = (now: Date): string => new Date(now.getTime() + DAY_IN_CHINA_MS).toISOString().slice(0, 10);

/** Whether the person is made up: no real number has this region. */
export const isSynthetic = (idNumber: string): boolean => idNumber.startsWith(SYNTHETIC_REGION);

/** @throws DomainError BAD_HOUSEHOLD_NO */
export function checkHouseholdNo(text: string): string {
  const value = text.trim();
  if (!/^[0-9A-Za-z-]{1,20}$/.test(value)) throw peopleErrors.refuse('BAD_HOUSEHOLD_NO', { field: 'householdNo' });
  return value;
}

/** Personal data as typed, checked and in one spelling. @throws DomainError of the first field that is wrong */
export function checkPersonalData(data: PersonalData, { today, allowSynthetic }: CheckOptions): PersonalData {
  const name = data.name.trim();
  if ([...name].length < 2 || [...name].length > 30) throw peopleErrors.refuse('BAD_NAME', { field: 'name' });
  const idNumber = checkIdNumber(data.idNumber, today, allowSynthetic);
  if (!idNumber.ok) {
    const { zh, en } = idNumber.expected;
    throw peopleErrors.refuse('BAD_ID_NUMBER', { field: 'idNumber', expected: zh, expectedEn: en });
  }
  const note = data.note?.trim() || null;
  if (note && note.length > 500) throw peopleErrors.refuse('BAD_NOTE', { field: 'note' });
  const helper = data.helper?.trim() || null;
  if (helper && [...helper].length > 30) throw peopleErrors.refuse('BAD_NAME', { field: 'helper' });
  return { name, idNumber: idNumber.value, phone: phoneOf(data.phone), helper, note };
}

function phoneOf(text: string | null): string | null {
  if (!text?.trim()) return null;
  const phone = checkPhone(text);
  if (!phone.ok) throw peopleErrors.refuse('BAD_PHONE', { field: 'phone' });
  return phone.value;
}

const FACTS = [
  'name',
  'idNumber',
  'phone',
  'helper',
  'note',
  'category',
  'willing',
  'able',
] as const satisfies readonly (keyof HouseholdFacts)[];

/** Names of the facts in which two states of a household differ, in a fixed order. */
export const changedFacts = (before: HouseholdFacts, after: HouseholdFacts): (keyof HouseholdFacts)[] =>
  FACTS.filter((fact) => before[fact] !== after[fact]);

/** Names of the facts that are known at all. */
export const knownFacts = (facts: HouseholdFacts): (keyof HouseholdFacts)[] =>
  FACTS.filter((fact) => facts[fact] !== null);
