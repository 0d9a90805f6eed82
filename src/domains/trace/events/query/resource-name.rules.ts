import { canonicalUri, cbvName } from '../../../../proof/index.js';
import type { NameList } from '../event-marks.rules.js';

/** A resource's name as the lists have it, however it was written. */
export function resourceName(kind: NameList, given: string): string {
  if (kind === 'bizStep' || kind === 'disposition') return cbvName(kind, given);
  return kind === 'eventType' ? given : canonicalUri(given);
}
