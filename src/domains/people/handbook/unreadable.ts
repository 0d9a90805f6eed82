import type { DomainError } from '../../../shared/domain-error.js';
import { peopleErrors } from '../people.errors.js';

/** A file that cannot be read as a handbook at all; faults of single rows are reported instead. */
export const unreadable = (zh: string, en: string): DomainError =>
  peopleErrors.refuse('UNREADABLE_FILE', { expected: zh, expectedEn: en });
