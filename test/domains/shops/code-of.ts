import { DomainError } from '../../../src/shared/domain-error.js';

/** The code a rule refuses with; null when it does not. */
export function codeOf(rule: () => unknown): string | null {
  try {
    rule();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
