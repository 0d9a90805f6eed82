/** What came of a case. */
export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'not needed';
  readonly ms: number;
  /** Why it failed, or is not needed. */
  readonly why?: string;
}

/** What came of all of them. */
export interface ConformanceReport {
  readonly plugin: { readonly id: string; readonly version: string };
  readonly kit: string;
  readonly cases: readonly CaseResult[];
  readonly passed: boolean;
}
