import { may, rowsAllowed, type Viewer } from '../../platform/policy/index.js';
import { isShown } from './catalogue.rules.js';
import type { ProductRow } from './product.entity.js';
import { mayReview } from './product.events.js';

/** What everyone sees, as SQL over `p`: published, and not hidden for being out of date. */
export const SHOWN = `p.status = 'PUBLISHED' and p.hidden_at > now()`;

/** Products `p` that a viewer may review, as SQL; its values are pushed onto `values`. */
export const reviewed = (viewer: Viewer, values: unknown[]): string =>
  rowsAllowed(viewer, 'review', 'Product', { place: 'p.village_code', producer: 'p.producer_id' }, values);

/** As {@link isShownTo}, in SQL over `p`. */
export const shownOrReviewed = (viewer: Viewer, values: unknown[]): string =>
  `(${SHOWN} or ${reviewed(viewer, values)})`;

/** Everyone sees what is published and fresh; reviewers of a region also the rest of theirs. `now` is ISO text. */
export const isShownTo = (viewer: Viewer, row: ProductRow, now: string): boolean =>
  (may(viewer, 'read', 'Product') && isShown(row, now)) ||
  mayReview(viewer, { place: row.villageCode, producer: row.producerKey });
