import type { BookedPayment } from '../trades.js';

/** What is asked of an order of the graph, for everything that WeChat is told of it. */
export const ORDER_SELECTION = `{
  id number status kind totalFen paidFen refundedFen
  buyer { maskedPhone }
  payments { kind method settles }
  lines { lineNo productName quantity { value unit } cancelled }
  parcels { carrier trackingNo lines { lineNo } }
}`;

export interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly status: 'PLACED' | 'PAID' | 'FULFILLED' | 'COMPLETED' | 'CANCELLED' | 'EXPIRED' | 'RETURNED';
  readonly kind: 'DELIVERY' | 'PICK_UP' | 'COLLECTION' | 'VILLAGE_VISIT';
  readonly totalFen: number;
  readonly paidFen: number;
  readonly refundedFen: number;
  readonly buyer: { readonly maskedPhone: string };
  readonly payments: readonly BookedPayment[];
  readonly lines: readonly OrderViewLine[];
  readonly parcels: readonly ParcelView[];
}

export interface OrderViewLine {
  readonly lineNo: number;
  readonly productName: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  /** Before it left: it is not sent. */
  readonly cancelled?: boolean;
}

export interface ParcelView {
  readonly carrier: string | null;
  readonly trackingNo: string | null;
  readonly lines: readonly { readonly lineNo: number }[];
}

const UNITS: Readonly<Record<string, string>> = { KG: '千克', JIN: '斤', PIECE: '件', BOX: '箱' };

/** Goods in words, such as `黑花生×1.250千克、鸡蛋×30件`. */
export const itemsOf = (lines: readonly OrderViewLine[]): string =>
  lines
    .filter(({ cancelled }) => !cancelled)
    .map(({ productName, quantity: { value, unit } }) => `${productName}×${value}${UNITS[unit] ?? ''}`)
    .join('、');
