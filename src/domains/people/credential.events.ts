import type { EventKind, FeedEvent } from '../../platform/events/index.js';

/** Whose rights changed: the kind and id of an identity, as in `staff:12`. Triggers write it (m0010, m0013). */
export interface CredentialPayload {
  kind: 'staff' | 'device' | 'customer' | 'channel';
  id: string;
}

export const credentialPayload = (event: FeedEvent) => event.payload as unknown as CredentialPayload;

/** For the servers alone: what somebody may do is nobody else's business. */
export const credentialEvents: EventKind = { kind: 'credential', visible: () => false, node: () => null };
