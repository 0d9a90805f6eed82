import { LRUCache } from 'lru-cache';
import type { Identity, Policy, Viewer } from '../policy/index.js';
import type { TokenClaims, Tokens } from './tokens.js';

/** Looks a credential up: null when it is unknown, switched off, or of an older version. Written by the domain of people. */
export type FindIdentity = (claims: TokenClaims) => Promise<Identity | null>;

/** A credential that holds, until `expiresAt` (ms) at most. */
export interface Holder {
  readonly viewer: Viewer;
  readonly expiresAt: number;
}

interface Known {
  claims: TokenClaims & { expiresAt: number };
  viewer: Viewer;
  /** When its look-up began. */
  lookedAt: number;
}

/** How long a looked-up credential is believed when no event of the log says that it changed. */
const BELIEVED_MS = 2_000;

const VISITOR: Identity = { kind: 'visitor', id: '-', role: 'VISITOR', placeCode: null, siteCodes: [] };

/** Turns an `Authorization` header into a viewer: a visitor without one, null for a token that does not hold. */
export class Authenticator {
  private readonly known = new LRUCache<string, Known>({ max: 20_000 });
  private readonly changed = new LRUCache<string, number>({ max: 20_000, ttl: 2 * BELIEVED_MS });
  readonly visitor: Viewer;

  constructor(
    private readonly tokens: Tokens,
    private readonly policy: Policy,
    private readonly find: FindIdentity,
  ) {
    this.visitor = policy.viewer(VISITOR);
  }

  async viewer(authorization: string | undefined): Promise<Viewer | null> {
    return (await this.holder(authorization))?.viewer ?? null;
  }

  async holder(authorization: string | undefined): Promise<Holder | null> {
    if (!authorization) return { viewer: this.visitor, expiresAt: Infinity };
    const token = /^Bearer ([\w.-]{20,2000})$/.exec(authorization)?.[1];
    if (!token) return null;
    const lookedAt = Date.now();
    const known = this.known.get(token);
    const claims = known && lookedAt < known.claims.expiresAt ? known.claims : await this.tokens.verify(token);
    if (known && known.claims === claims && this.believes(known, lookedAt))
      return { viewer: known.viewer, expiresAt: claims.expiresAt };
    const identity = claims && (await this.find(claims));
    if (!identity) {
      this.known.delete(token);
      return null;
    }
    const viewer = this.policy.viewer(identity);
    this.known.set(token, { claims, viewer, lookedAt });
    return { viewer, expiresAt: claims.expiresAt };
  }

  /** The rights of `scope` (such as `staff:12`) changed: what was looked up before now is not believed. */
  forget(scope: string): void {
    this.changed.set(scope, Date.now());
  }

  private believes({ viewer, lookedAt }: Known, now: number): boolean {
    return now < lookedAt + BELIEVED_MS && lookedAt > (this.changed.get(viewer.scope) ?? 0);
  }
}
