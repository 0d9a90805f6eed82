import { LRUCache } from 'lru-cache';
import type { Identity, Policy, Viewer } from '../policy/index.js';
import type { TokenClaims, Tokens } from './tokens.js';

/** Looks a credential up: null when it is unknown, switched off, or of an older version. Written by the domain of people. */
export type FindIdentity = (claims: TokenClaims) => Promise<Identity | null>;

/** How long a looked-up credential is believed: a revocation holds within this time. */
const BELIEVED_MS = 2_000;

const VISITOR: Identity = { kind: 'visitor', id: '-', role: 'VISITOR', placeCode: null, siteCodes: [] };

/** Turns an `Authorization` header into a viewer: a visitor without one, null for a token that does not hold. */
export class Authenticator {
  private readonly known = new LRUCache<
    string,
    { claims: TokenClaims & { expiresAt: number }; viewer: Viewer; until: number }
  >({ max: 20_000 });
  private readonly visitor: Viewer;

  constructor(
    private readonly tokens: Tokens,
    private readonly policy: Policy,
    private readonly find: FindIdentity,
  ) {
    this.visitor = policy.viewer(VISITOR);
  }

  async viewer(authorization: string | undefined): Promise<Viewer | null> {
    if (!authorization) return this.visitor;
    const token = /^Bearer ([\w.-]{20,2000})$/.exec(authorization)?.[1];
    if (!token) return null;
    const now = Date.now();
    const known = this.known.get(token);
    if (known && now < known.until && now < known.claims.expiresAt) return known.viewer;
    const claims = known && now < known.claims.expiresAt ? known.claims : await this.tokens.verify(token);
    const identity = claims && (await this.find(claims));
    if (!identity) {
      this.known.delete(token);
      return null;
    }
    const viewer = this.policy.viewer(identity);
    this.known.set(token, { claims, viewer, until: now + BELIEVED_MS });
    return viewer;
  }
}
