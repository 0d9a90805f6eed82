import type { EventKind } from '../../platform/events/index.js';
import type { Transaction } from '../../platform/persistence/index.js';

/** What a `shop` event says: enough to know whom it concerns; the rest is read again. */
export interface ShopState {
  key: number;
  version: number;
  siteCode: string;
  placeCode: string;
  active: boolean;
}

export function emitShop(tx: Transaction, { key, version, siteCode, placeCode, active }: ShopState): void {
  tx.emit({
    kind: 'shop',
    subject: String(key),
    version,
    payload: { shop: key, site: siteCode, place: placeCode, active },
  });
}

/** Shops are public. */
export const shopEvents: EventKind = {
  kind: 'shop',
  visible: () => true,
  node: ({ subject }) => ({ type: 'Shop', key: subject }),
};
