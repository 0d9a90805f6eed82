import type { Transaction } from '../../platform/persistence/index.js';
import { LOT_REFUSALS } from '../stock/index.js';

/** Goods of one line that came back; `steps` are of the line's unit. */
export interface GoodsBack {
  orderId: string;
  lineNo: number;
  /** The item the line was ordered from. */
  itemId: number;
  steps: number;
  /** Restocked rather than written off. */
  restocked: boolean;
  by: string;
  reason: string;
}

/** Where goods go back to, or leave from again. */
export interface GoodsPart {
  itemId: number;
  steps: number;
}

/** Goods of an order that leave; they are off the book already. */
export interface GoodsLeaving {
  orderId: string;
  by: string;
  items: readonly GoodsPart[];
  /** The lines they are for; null for all of the order's. */
  lineNos: readonly number[] | null;
  /** Nothing of the order is left to leave. */
  last: boolean;
  /** They were sold and handed over by somebody who could not ask: nothing is refused. */
  gone?: boolean;
}

/** What orders ask of whoever keeps batches, inside their transactions and with the stock items locked. */
export interface GoodsKeeper {
  /** Goods of an order leave: those that may not are refused, and with them the command. */
  leaving(tx: Transaction, goods: GoodsLeaving): Promise<void>;
  /** The order gave back what was held for it, or for some lines: it was cancelled or has expired. */
  released(tx: Transaction, orderId: string, by: string, lineNos?: readonly number[]): Promise<void>;
  /** Goods come back: answers to which items, adding up to what came back. */
  back(tx: Transaction, goods: GoodsBack): Promise<readonly GoodsPart[]>;
  /** Goods are sent in place of what came back, from these items. */
  replaced(tx: Transaction, goods: GoodsBack, parts: readonly GoodsPart[]): Promise<void>;
}

/** Keeps no batches: everything may leave, and goes back to where it was ordered from. */
export const NO_KEEPER: GoodsKeeper = {
  leaving: async () => undefined,
  released: async () => undefined,
  back: async (_tx, { itemId, steps }) => [{ itemId, steps }],
  replaced: async () => undefined,
};

/** How it may refuse. */
export const GOODS_REFUSALS = {
  ...LOT_REFUSALS,
  CERTIFICATE_MISSING: {
    zh: '批次 {batch} 还没有承诺达标合格证',
    en: 'Batch {batch} has no conformity certificate of its own',
  },
  INTERVAL_RUNNING: {
    zh: '“{input}”的间隔期未满,{endsOn} 起方可{actionZh}',
    en: 'The interval of “{input}” is still running: {action} is allowed from {endsOn}',
  },
  SHARES_OPEN: {
    zh: '此订单还有成员的份额未交付',
    en: 'Members have not brought all of their shares of the order yet',
  },
} as const;
