import type { Kernel } from '../../kernel.js';
import type { Printing } from '../gs1/printing.js';
import { BatchLabelResolver } from './label.resolver.js';
import { LabelsService } from './labels.service.js';

export { LABEL, MOST_LABELS } from './label.rules.js';
export type { LabelsService } from './labels.service.js';

/** Labels of batches: QR codes that lead to the page of their way. */
export function createLabels(
  { db }: Kernel,
  printing: Printing,
): { labels: LabelsService; resolvers: readonly object[] } {
  return { labels: new LabelsService(db, printing), resolvers: [new BatchLabelResolver(printing)] };
}
