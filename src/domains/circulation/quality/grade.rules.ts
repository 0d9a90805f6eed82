export const CREDIT_GRADES = ['A', 'B', 'C', 'D'] as const;
export type CreditGrade = (typeof CREDIT_GRADES)[number];
export type Severity = 'MINOR' | 'SERIOUS';

/** How far a breach lowers the grade. Our own steps: the plan asks for self-discipline and names none. */
const STEPS: Readonly<Record<Severity, number>> = { MINOR: 1, SERIOUS: 2 };

/** A pledge begins at A; each breach lowers it, to D at the lowest. */
export function creditGrade(breaches: readonly Severity[]): CreditGrade {
  const down = breaches.reduce((sum, severity) => sum + STEPS[severity], 0);
  return CREDIT_GRADES[Math.min(down, CREDIT_GRADES.length - 1)]!;
}
