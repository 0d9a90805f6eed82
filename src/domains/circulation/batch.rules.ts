import { todayInChina } from '../people/index.js';

/** Classes of monitoring (mission D4), and OTHER for what is none of them, such as peanuts and rice. */
export const INSPECTION_CLASSES = ['EGGS', 'MEAT', 'PRODUCE', 'AQUATIC', 'OTHER'] as const;
export type InspectionClassName = (typeof INSPECTION_CLASSES)[number];

export const BATCH_STATES = ['PENDING', 'PASSED', 'FAILED', 'RECALLED'] as const;
export type BatchStateName = (typeof BATCH_STATES)[number];

export const BATCH_ORIGINS = ['FIELD', 'COLLECTED', 'PACKED', 'PROCESSED'] as const;
export type BatchOriginName = (typeof BATCH_ORIGINS)[number];

export const isStopped = (state: BatchStateName): boolean => state === 'FAILED' || state === 'RECALLED';

/** What an industry's goods may be inspected as, the usual one first. 禽 is meat or eggs; 初成品 and 辅食品 may be of fish. */
const CLASSES_OF: Readonly<Record<string, readonly InspectionClassName[]>> = {
  CATTLE: ['MEAT'],
  SHEEP: ['MEAT'],
  POULTRY: ['MEAT', 'EGGS'],
  VEGETABLE: ['PRODUCE'],
  FRUIT: ['PRODUCE'],
  PICKLED: ['OTHER'],
  DELICACY: ['OTHER', 'AQUATIC', 'MEAT'],
  PRIMARY: ['OTHER', 'AQUATIC'],
};

/** The class of a batch: the one asked for where its industry has it, the usual one where none is asked for; else null. */
export function classOf(industry: string, asked?: InspectionClassName | null): InspectionClassName | null {
  const classes = CLASSES_OF[industry] ?? [];
  if (!asked) return classes[0] ?? null;
  return classes.includes(asked) ? asked : null;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code people can read out and a GS1 lot (AI 10) can hold: a letter for its kind, the day in China, eight letters of chance. */
export function printedCode(letter: string, now: Date, chance: Uint8Array): string {
  const day = todayInChina(now).slice(2).replaceAll('-', '');
  return `${letter}${day}-${[...chance.subarray(0, 8)].map((byte) => CROCKFORD[byte & 31]).join('')}`;
}

/** The smallest place that holds all of these codes: a village, its township, or its county. */
export function placeOver(codes: readonly string[]): string {
  for (const length of [12, 9]) {
    const [first, ...more] = new Set(codes.map((code) => code.slice(0, length)));
    if (first !== undefined && more.length === 0) return first;
  }
  return codes[0]!.slice(0, 6);
}

/** Producers' parts of a batch made of parts of others, by largest remainder: each input's steps go to its own producers. */
export function producersOf(
  inputs: readonly { quantity: number; producers: readonly { producer: number; quantity: number }[] }[],
  total: number,
  split: (total: number, weights: readonly number[]) => number[],
): Map<number, number> {
  const weights = new Map<number, number>();
  const perInput = split(
    total,
    inputs.map((input) => input.quantity),
  );
  for (const [i, { producers }] of inputs.entries()) {
    const shares = split(
      perInput[i]!,
      producers.map(({ quantity }) => quantity),
    );
    for (const [j, { producer }] of producers.entries())
      weights.set(producer, (weights.get(producer) ?? 0) + shares[j]!);
  }
  return weights;
}
