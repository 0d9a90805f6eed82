import type { Transaction } from '../../platform/persistence/index.js';
import type { Item } from './stock-ledger.js';

/** What stock asks of whoever keeps batches, inside its transactions and with the items locked. */
export interface LotKeeper {
  /** Goods went from one item to another: which batches went along is its choice. Refuses what may not go there. */
  moved(tx: Transaction, from: Item, to: Item, quantity: number, by: string): Promise<void>;
  /** There are fewer goods than before: batches must not cover more than there is. */
  fewer(tx: Transaction, item: Item, by: string): Promise<void>;
}

export const NO_LOTS: LotKeeper = { moved: async () => undefined, fewer: async () => undefined };

/** How it may refuse. */
export const LOT_REFUSALS = {
  NOT_INSPECTED: {
    zh: '“{product}”有 {missing} 未通过本类检测,不能发出',
    en: '{missing} of “{product}” has not passed the inspection of its class and may not leave',
  },
  BATCH_STOPPED: { zh: '批次 {batch} 已停止流通', en: 'Batch {batch} is stopped' },
  ON_THE_WAY: { zh: '批次 {batch} 还在途中', en: 'Batch {batch} is still on its way' },
} as const;
