import type { Transaction } from '../../platform/persistence/index.js';

/** Asks whether a product may be shown under a brand: refuses it inside the command where it may not. */
export type BrandCheck = (tx: Transaction, productKey: number, brandCode: string) => Promise<void>;

/** Without anybody who keeps batches, every brand may be shown. */
export const ANY_BRAND: BrandCheck = async () => undefined;

/** How it may refuse. */
export const BRAND_REFUSALS = {
  NOT_UNIFIED: {
    zh: '以品牌“{brand}”销售须先有统一收集、检测合格并授牌的批次',
    en: 'To be sold as “{brand}” it needs a batch that was collected, passed its test and carries the brand',
  },
} as const;
