import type { EventKind } from '../../platform/events/index.js';
import type { NewEvent } from '../../platform/persistence/index.js';

/** Says that a site was opened, and where. */
export const siteEvent = (code: string, place: string): NewEvent => ({
  kind: 'site',
  subject: code,
  version: 1,
  payload: { site: code, place },
});

/** Sites are public. */
export const siteEvents: EventKind = {
  kind: 'site',
  visible: () => true,
  node: ({ subject }) => ({ type: 'Site', key: subject }),
};
