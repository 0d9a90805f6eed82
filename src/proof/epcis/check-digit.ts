/**
 * The check digit of a GS1 key's digits: modulo 10, weights 3 and 1 from the right. Source: GS1 General Specifications, section 7.9.
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += Number(digits[at]) * weight;
  return String((10 - (sum % 10)) % 10);
}
