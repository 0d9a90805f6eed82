import type { Json } from './call.js';

/** Which order: by their id (linked when it was imported), by the number people read out, or by our global id. */
export type OrderRef = { readonly externalId: string } | { readonly number: string } | { readonly id: string };

/** Which product: by our global id, or by their id of it (a link of kind `product` or `sku`). */
export type ProductRef = { readonly id: string } | { readonly externalId: string };

/** One product of an order that was made elsewhere. Amounts are fen, quantities decimal strings of the product's unit. */
export interface ImportedLine {
  readonly product: ProductRef;
  readonly quantity: string;
  /** What the buyer pays for the line, without postage, after every discount. */
  readonly amountFen: number;
  /** Their id of the line, for split shipments and partial refunds. */
  readonly externalId?: string;
}

/** An order made elsewhere. Its stock is reserved like any other's: all of it, or `OUT_OF_STOCK`. */
export interface ImportedOrder {
  readonly externalId: string;
  readonly placedAt: string;
  readonly lines: readonly ImportedLine[];
  readonly postageFen?: number;
  /** Left out where the channel does not tell; stored sealed, shown masked. */
  readonly buyer?: { readonly name?: string; readonly phone?: string; readonly address?: string };
  /** The buyer's id there, such as an openid or a nick's hash. */
  readonly customer?: string;
}

export interface PaymentFacts {
  /** Their number of the payment: one takes effect once, whatever notice brings it. */
  readonly transactionId: string;
  readonly amountFen: number;
  readonly paidAt: string;
  /** How, such as `wechat.jsapi`. */
  readonly method: string;
}

/** A sale that already happened at a counter or a machine, with the goods handed over: it is booked, never refused for stock. */
export interface BookedSale {
  /** Their id of the sale; the same with another body is a `CONFLICT`. */
  readonly externalId: string;
  readonly siteCode: string;
  readonly soldAt: string;
  readonly lines: readonly ImportedLine[];
  /** How it was paid: the sum is the sale's total. */
  readonly tenders: readonly { readonly method: string; readonly amountFen: number; readonly reference?: string }[];
}

/** What a plug-in wants done. The host executes each once, in order, with the permissions of the connection. */
export type Command =
  | { readonly kind: 'order.import'; readonly order: ImportedOrder }
  | { readonly kind: 'order.pay'; readonly order: OrderRef; readonly payment: PaymentFacts }
  | { readonly kind: 'order.cancel'; readonly order: OrderRef; readonly reason?: string }
  | {
      readonly kind: 'order.ship';
      readonly order: OrderRef;
      /** Left out: all that is left of the order. By their line ids. */
      readonly lines?: readonly string[];
      readonly parcel?: { readonly carrier: string; readonly trackingNo: string };
    }
  | { readonly kind: 'order.complete'; readonly order: OrderRef }
  | {
      /** Where a refund stands on their side: one asked for by us (its `id`), or one made there. */
      readonly kind: 'refund.record';
      readonly order: OrderRef;
      readonly refund: {
        readonly id?: string;
        readonly externalId?: string;
        readonly amountFen: number;
        readonly state: 'SUCCEEDED' | 'FAILED';
        readonly reason?: string;
      };
    }
  | {
      /** Something does not add up and a person must look: money that does not fit, a notice about nobody's order. */
      readonly kind: 'dispute.raise';
      readonly code: string;
      readonly message: string;
      readonly order?: OrderRef;
      readonly facts?: Readonly<Record<string, Json>>;
    }
  | { readonly kind: 'sale.book'; readonly sale: BookedSale }
  | {
      /** Goods brought back to where they were sold; `original` is the sale's `externalId`. */
      readonly kind: 'sale.return';
      readonly externalId: string;
      readonly original: string;
      readonly returnedAt: string;
      readonly lines: readonly ImportedLine[];
    }
  | {
      readonly kind: 'sale.void';
      readonly externalId: string;
      readonly original: string;
      readonly voidedAt: string;
    }
  | {
      /** Somebody the channel has proved the identity of. Answers `customerId` and an access `token`. */
      readonly kind: 'customer.sign-in';
      readonly externalId: string;
    }
  | {
      /** What a machine says of itself; `report` is what the graph's mutation of the same name takes as its input. */
      readonly kind: 'terminal.heartbeat' | 'terminal.journal' | 'terminal.audit' | 'terminal.vend';
      readonly terminal: string;
      readonly report: Readonly<Record<string, Json>>;
    };

export type CommandKind = Command['kind'];

/** What became of a command. `values` hold ids and what else the command's documentation names. */
export type CommandResult =
  | { readonly status: 'done'; readonly duplicate: boolean; readonly values: Readonly<Record<string, Json>> }
  | { readonly status: 'refused'; readonly code: CommandRefusal; readonly message: string; readonly field?: string };

/** Why a command was refused; nothing was changed. A plug-in decides what its channel is told. */
export type CommandRefusal =
  | 'NOT_PERMITTED'
  | 'INVALID'
  | 'NOT_FOUND'
  /** The product is not linked: the message is held until it is. */
  | 'UNKNOWN_PRODUCT'
  | 'OUT_OF_STOCK'
  /** The order is not in a state for it, such as a payment after it was closed: what was paid is refunded by the host. */
  | 'INVALID_STATE'
  | 'AMOUNT_MISMATCH'
  /** The same id came with another content. */
  | 'CONFLICT'
  | 'OVER_RETURN';

/** What a connection must be allowed for each command; declared by the plug-in, granted when the connection is made. */
export const COMMAND_PERMISSIONS: Readonly<Record<CommandKind, Permission>> = {
  'order.import': 'order:write',
  'order.pay': 'payment:write',
  'order.cancel': 'order:write',
  'order.ship': 'order:write',
  'order.complete': 'order:write',
  'refund.record': 'payment:write',
  'dispute.raise': 'payment:write',
  'sale.book': 'sale:write',
  'sale.return': 'sale:write',
  'sale.void': 'sale:write',
  'customer.sign-in': 'customer:write',
  'terminal.heartbeat': 'terminal:write',
  'terminal.journal': 'terminal:write',
  'terminal.audit': 'terminal:write',
  'terminal.vend': 'terminal:write',
};

export const PERMISSIONS = [
  'product:read',
  'stock:read',
  'order:read',
  'order:write',
  'payment:write',
  'sale:write',
  'customer:write',
  'terminal:read',
  'terminal:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
