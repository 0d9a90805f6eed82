import stringify from 'fast-json-stable-stringify';

/** Whether two values read the same as JSON, wherever they were made. */
export const isSame = (one: unknown, other: unknown): boolean => text(one) === text(other);

const text = (value: unknown): string => stringify(value) ?? 'undefined';
