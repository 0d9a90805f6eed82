export interface Retry {
  /** The longest first wait, in ms; it doubles with each failure in a row. 500 unless told. */
  firstMs: number;
  /** No wait is longer, in ms. 30,000 unless told. */
  maxMs: number;
  /** A connection that held for so many ms was a healthy one: the count of failures starts again. 5,000 unless told. */
  healthyMs: number;
  /** From 0 up to 1; Math.random unless told. */
  random: () => number;
}

export const PATIENT: Retry = { firstMs: 500, maxMs: 30_000, healthyMs: 5_000, random: Math.random };

/** How long to wait after so many failures in a row (1 and up): anything up to the bound, so that a county's terminals spread. */
export function waitMs(failures: number, { firstMs, maxMs, random }: Retry): number {
  return Math.round(random() * Math.min(maxMs, firstMs * 2 ** (failures - 1)));
}
