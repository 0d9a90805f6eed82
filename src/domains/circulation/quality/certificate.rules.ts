import type { BatchOriginName, InspectionClassName } from '../batch.rules.js';

/** Classes whose goods the certificate is for (农业农村部令 2025 第 4 号: 蔬菜水果, 畜禽产品, 禽蛋, 养殖水产品). */
const COVERED: readonly InspectionClassName[] = ['EGGS', 'MEAT', 'PRODUCE', 'AQUATIC'];

export const isCovered = (kind: InspectionClassName): boolean => COVERED.includes(kind);

/**
 * Whether a batch may not be sent without a certificate of its own: goods of a firm, cooperative or large grower, who must
 * issue one for each batch, and whatever was mixed or repacked, which needs a new one.
 */
export const needsCertificate = (batch: {
  class: InspectionClassName;
  origin: BatchOriginName;
  ofScale: boolean;
}): boolean => isCovered(batch.class) && (batch.origin !== 'COLLECTED' || batch.ofScale);

/** Ingredients used that no tested item names (用什么药检什么药); spelling is compared without case and blanks. */
export function untested(ingredients: readonly string[], items: readonly string[]): string[] {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const tested = new Set(items.map(plain));
  return [...new Set(ingredients)].filter((ingredient) => !tested.has(plain(ingredient)));
}
