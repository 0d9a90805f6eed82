import type { TraceData } from './document.js';
import type { Language } from './words.js';

/** Page that checks the proof of a step, where a signed head covers its event; null else. */
export const proofLink = (
  leaf: number | null,
  { proof }: Pick<TraceData, 'proof'>,
  language: Language,
): string | null =>
  leaf === null || leaf >= (proof?.headSize ?? 0) ? null : `/verify?lang=${language}&proof=/trace/proofs/${leaf}.json`;

const CHINA_MS = 8 * 3_600_000;

/** A moment as people in China read it, to the minute: `2026-11-24 11:13`. */
export const momentIn = (iso: string): string =>
  new Date(Date.parse(iso) + CHINA_MS).toISOString().slice(0, 16).replace('T', ' ');

export interface VillageHouseholds {
  readonly village: string;
  readonly households: number;
  /** Masked names of those that agreed. */
  readonly names: readonly string[];
}

/** Households by their village, the villages with most of them first. */
export function villagesOf(producers: TraceData['producers']): VillageHouseholds[] {
  const households = producers.filter(({ kind }) => kind === 'HOUSEHOLD');
  const villages = Map.groupBy(households, ({ village }) =>
    `${village?.township.name ?? ''} ${village?.name ?? ''}`.trim(),
  );
  return [...villages]
    .map(([village, of]) => ({
      village,
      households: of.length,
      names: of.flatMap(({ name }) => (name === null ? [] : [name])),
    }))
    .sort((a, b) => b.households - a.households);
}
