/** An enum for the graph whose values are their names. */
export const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((n) => [n, n])) as { [K in T]: K };
