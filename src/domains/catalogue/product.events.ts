import type { EventKind, FeedEvent } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';

/** Where a listing offered its product before it was set anew. */
export interface ListingBefore {
  channel: string;
  active: boolean;
  sites: readonly string[];
}

/** What an event of a product says: what its followers are chosen by; the rest is read again. */
export interface ProductPayload {
  product: number;
  status: string;
  place: string;
  producer: number;
  industry: string;
  /** It was published at some time: what never was, only reviewers hear of. */
  shown: boolean;
  /** Its industry, if this change gave it another. */
  industryBefore?: string;
  /** The listing that this change set, as it was. */
  listing?: ListingBefore;
}

export const productPayload = (event: FeedEvent) => event.payload as unknown as ProductPayload;

export const productEvent = (version: number, payload: ProductPayload): NewEvent => ({
  kind: 'product',
  subject: String(payload.product),
  version,
  payload: { ...payload },
});

/** The columns of a product `p` that its event is made of. */
export const PRODUCT_NEWS = `p.id::float8 as product, p.version, p.status, p.village_code as place, p.producer_id::float8 as producer,
  p.industry, p.shown_at is not null as shown`;

export type ProductNews = ProductPayload & { version: number };

export const newsEvent = ({ version, ...payload }: ProductNews): NewEvent => productEvent(version, payload);

/** Sees a product of these facts whatever its state. */
export const mayReview = (viewer: Viewer, { place, producer }: { place: string; producer: number }): boolean =>
  may(viewer, 'review', 'Product', { place, producer });

export const productTopic = (fact: 'item' | 'village', value: string | number) => `product/${fact}/${value}`;

/** Known to everyone once it was published, before that to its reviewers. */
export const productEvents: EventKind = {
  kind: 'product',
  topics: (event) => {
    const { product, place } = productPayload(event);
    return [productTopic('item', product), productTopic('village', place)];
  },
  visible: (viewer, event) => productPayload(event).shown || mayReview(viewer, productPayload(event)),
  node: ({ subject }) => ({ type: 'Product', key: subject }),
};
