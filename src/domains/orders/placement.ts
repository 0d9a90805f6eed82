/** A row of `customer_order` to be, as `place_orders_v2` reads it. */
export interface OrderDocument {
  id: string;
  number: string;
  channel: string;
  kind: string;
  placed_by: string;
  customer_id: number | null;
  buyer_name_sealed: string;
  buyer_phone_sealed: string;
  address_sealed: string | null;
  delivery_latitude: number | null;
  delivery_longitude: number | null;
  pick_up_shop_id: number | null;
  visit_village_code: string | null;
  visit_on: string | null;
  total_fen: number;
  postage_fen?: number;
  /** Of an order made elsewhere: its id there, when that was, and a fingerprint of what it said. */
  external_id?: string;
  external_at?: string;
  external_print?: string;
  event: Record<string, unknown>;
}

/** A row of `order_line` to be: quantities in steps, amounts in fen. */
export interface LineDocument {
  line_no: number;
  item_id: number;
  product_id: number;
  site_code: string;
  place_code: string;
  product_name: string;
  unit: string;
  scale: number;
  quantity: number;
  unit_price_fen: number;
  amount_fen: number;
  external_id?: string | null;
}

/** One order ready to be placed: checked, priced, its sites chosen. */
export interface Placing {
  scope: string;
  key: string;
  fingerprint: string;
  /** A refusal is not stored with the key: other sites will be tried under it. */
  provisional: boolean;
  /** How long stock is held, if not as long as usual. */
  holdSeconds?: number;
  order: OrderDocument;
  lines: LineDocument[];
}

export interface LineRefusal {
  lineNo: number;
  itemId: string;
  code: 'OUT_OF_STOCK' | 'UNKNOWN_ITEM';
  available: number | null;
}

export type PlacedAnswer = { status: 'PLACED'; orderId: string; reservedUntil: string };
export type RefusedAnswer = { status: 'REJECTED'; lines: LineRefusal[] };

export type Outcome =
  | { outcome: 'PLACED'; answer: PlacedAnswer }
  | { outcome: 'REJECTED'; answer: RefusedAnswer }
  | { outcome: 'REPLAY'; answer: PlacedAnswer | RefusedAnswer }
  | { outcome: 'KEY_REUSED' };

/** The port: all that the order service knows of how orders reach the database. */
export interface OrderPlacement {
  place(order: Placing): Promise<Outcome>;
  /** Waits until everything accepted is answered. */
  close(): Promise<void>;
}
