import type { Ability } from '@casl/ability';

/** Who is asking. `scope` names them in idempotency keys and logs, such as `staff:12`; a visitor has signed in as nobody. */
export interface Identity {
  readonly kind: 'visitor' | 'staff' | 'customer' | 'device' | 'channel';
  readonly id: string;
  readonly role: string;
  /** Region path: a division code of 6, 9 or 12 digits whose prefix limits what staff may touch; null for none. */
  readonly placeCode: string | null;
  /** The site of a device, the sites of a shop owner. */
  readonly siteCodes: readonly string[];
  /** The producer whose goods somebody with the role of PRODUCER keeps. */
  readonly producer?: number | null;
  /** The channel that a customer comes by. */
  readonly channel?: string | null;
  /** What a channel's connection was granted, such as `order:read`. */
  readonly permissions?: readonly string[];
}

/** Whether a channel was granted this; everybody else is bound by their role alone. */
export const granted = ({ kind, permissions }: Identity, permission: string): boolean =>
  kind !== 'channel' || (permissions ?? []).includes(permission);

export interface Viewer extends Identity {
  readonly scope: string;
  readonly ability: Ability;
}
