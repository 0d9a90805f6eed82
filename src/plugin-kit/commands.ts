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

/**
 * An order made elsewhere. Its stock is reserved like any other's: all of it, or `OUT_OF_STOCK`. The same `externalId` with
 * other lines, amounts or postage is a `CONFLICT`; a buyer told differently later changes nothing.
 */
export interface ImportedOrder {
  readonly externalId: string;
  readonly placedAt: string;
  readonly lines: readonly ImportedLine[];
  readonly postageFen?: number;
  /** Left out where the channel does not tell; stored sealed, shown masked. */
  readonly buyer?: { readonly name?: string; readonly phone?: string; readonly address?: string };
  /** The buyer's id there, such as an openid or a nick's hash. */
  readonly customer?: string;
  /** How long stock is held until it is paid, 1 to 43,200. Left out: 15, as for an order placed here. */
  readonly holdMinutes?: number;
}

/** A payment; one `transactionId` takes effect once, whatever notice brings it. `method` is such as `wechat.jsapi`. */
export interface PaymentFacts {
  readonly transactionId: string;
  readonly amountFen: number;
  readonly paidAt: string;
  readonly method: string;
}

/**
 * One product of a sale that already happened. How much it was is told by `quantity`, or by `weightG` for goods sold by KG or
 * JIN; without both it follows from the amount and the price.
 */
export interface SoldLine extends Omit<ImportedLine, 'quantity'> {
  readonly quantity?: string;
  readonly weightG?: number;
  /** Price of a kilogram for what is weighed, else of one whole unit, as the till had it. Left out: the listed price. */
  readonly unitPriceFen?: number;
  /** The amount must be the price of the quantity within so many thousandths, else it is kept back as `PRICE_MISMATCH`. */
  readonly tolerancePermille?: number;
  /** Why it is kept back, whatever its product: its money counts, its goods are not booked before a person has looked. */
  readonly pending?: string;
}

/** A sale that already happened at a counter or a machine, with the goods handed over: it is booked, never refused for stock. */
export interface BookedSale {
  /** Their id of the sale; the same with other money, time or lines is a `CONFLICT`. */
  readonly externalId: string;
  readonly siteCode: string;
  readonly soldAt: string;
  /** The day of its takings, `yyyy-mm-dd`. Left out: the county's day of `soldAt`. */
  readonly businessDate?: string;
  readonly lines: readonly SoldLine[];
  /** How it was paid: the sum is the sale's total. */
  readonly tenders: readonly { readonly method: string; readonly amountFen: number; readonly reference?: string }[];
  /**
   * Lines whose product is unknown are kept back and the rest is booked, where it would be refused otherwise. What is kept
   * back needs an `externalId`; `sale.assign` books it.
   */
  readonly keepUnknown?: boolean;
}

/** A store's own account of a business day at one counter, by receipt or by product. Amounts less what came back. */
export interface Declaration {
  /** Their id of the account, such as the file's digest. */
  readonly externalId: string;
  readonly siteCode: string;
  readonly businessDate: string;
  readonly totalFen: number;
  /** Each receipt by its sale's or return's `externalId`; what came back is negative. */
  readonly receipts?: readonly { readonly externalId: string; readonly amountFen: number }[];
  /** Each product once, its quantity by units or by weight. */
  readonly products?: readonly Pick<SoldLine, 'product' | 'quantity' | 'weightG' | 'amountFen'>[];
}

/** What a plug-in wants done. The host executes each once, in order, with the permissions of the connection. */
export type Command =
  | { readonly kind: 'order.import'; readonly order: ImportedOrder }
  | { readonly kind: 'order.pay'; readonly order: OrderRef; readonly payment: PaymentFacts }
  | {
      /** `lines`: only these, not sent yet, of a paid order. `refundedThere`: the channel tells of the money by itself. */
      readonly kind: 'order.cancel';
      readonly order: OrderRef;
      readonly reason?: string;
      readonly lines?: readonly string[];
      readonly refundedThere?: boolean;
    }
  | {
      /** `lines` by their ids; left out, all that is left of the order. */
      readonly kind: 'order.ship';
      readonly order: OrderRef;
      readonly lines?: readonly string[];
      readonly parcel?: { readonly carrier: string; readonly trackingNo: string };
    }
  | { readonly kind: 'order.complete'; readonly order: OrderRef }
  | {
      /**
       * Where a refund stands on their side: one asked for by us (its `id` or `number`), or one made there (their
       * `externalId`). News may come in any order and more than once.
       */
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
      /** What it is about: the same code and ref again is the same dispute. Left out: each command raises one. */
      readonly ref?: string;
      readonly message: string;
      readonly order?: OrderRef;
      readonly facts?: Readonly<Record<string, Json>>;
    }
  | { readonly kind: 'sale.book'; readonly sale: BookedSale }
  | {
      /**
       * What the lines of a booked sale that were kept back turned out to be, by their `externalId`; others are passed over.
       * Refused while one of them is still unknown (`UNKNOWN_PRODUCT`) or `pending` (`INVALID`, its reason as the `field`).
       */
      readonly kind: 'sale.assign';
      /** The sale's `externalId`. */
      readonly original: string;
      readonly lines: readonly SoldLine[];
    }
  | {
      /** Goods brought back to where they were sold; `original` is the sale's `externalId`. */
      readonly kind: 'sale.return';
      readonly externalId: string;
      readonly original: string;
      readonly returnedAt: string;
      readonly businessDate?: string;
      /** Without quantity and weight: the share of the sold line that the amount is. */
      readonly lines: readonly SoldLine[];
    }
  | {
      readonly kind: 'sale.void';
      readonly externalId: string;
      readonly original: string;
      readonly voidedAt: string;
      readonly businessDate?: string;
    }
  | {
      /** What a store says it sold in a day, to be held against what was booked; a newer one replaces it. */
      readonly kind: 'counter.declare';
      readonly declaration: Declaration;
    }
  | {
      /** Somebody the channel has proved the identity of. Answers `customerId` and an access `token`. */
      readonly kind: 'customer.sign-in';
      readonly externalId: string;
    }
  | {
      /**
       * What a machine says of itself, by the code of its device or site; it must sell on the connection. `report` is the input
       * of the graph's `kioskHeartbeat`, `journalUpload`, `auditUpload` or `kioskCommandReport`. A vend's has a `step`: RESERVE
       * (`slot`; answers `vendId` and `orderId`), AUTHORISE (`vendId`; answers `token` and `expiresAt`), or REPORT (`vendReport`).
       */
      readonly kind:
        'terminal.heartbeat' | 'terminal.journal' | 'terminal.audit' | 'terminal.vend' | 'terminal.command';
      readonly terminal: string;
      readonly report: Readonly<Record<string, Json>>;
    };

export type CommandKind = Command['kind'];

/**
 * What became of a command. `duplicate`: it took effect before, and nothing was done now. `values`: `orderId` (our global id)
 * and `number` of the order for those about one, `refundId` and `state` for `refund.record`, `disputeId` for `dispute.raise`,
 * `customerId`, `token` and `expiresAt` for `customer.sign-in`, and for `terminal.*` what the graph's mutation answers.
 */
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
  /**
   * The order is not in a state for it. A payment after it was closed, or a second one, is recorded all the same and refunded
   * by the host: a `refund` is delivered.
   */
  | 'INVALID_STATE'
  /** It is not the order's amount, or more than is left: nothing was booked, and a dispute is open. */
  | 'AMOUNT_MISMATCH'
  /** The same id came with another content. */
  | 'CONFLICT'
  /** More comes back than is left of the sale. */
  | 'OVER_RETURN';
