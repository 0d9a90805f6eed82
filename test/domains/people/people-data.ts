import { checkCharacter, SYNTHETIC_REGION } from '../../../src/domains/people/rules/id-number.rules.js';

/** An ID number of the demo's region with a right checksum; each `n` gives another. */
export function idNumber(n: number): string {
  const digits = `${SYNTHETIC_REGION}19900101${String(n).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}
