import { createHmac, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

/** What an access token says; who that is and what they may do is looked up at each use, so that a revocation holds. */
export interface TokenClaims {
  kind: 'staff' | 'customer' | 'device' | 'channel';
  id: string;
  /** The credential's version when the token was issued: raising it in the table revokes every older token. */
  version: number;
}

export interface Tokens {
  issue(claims: TokenClaims, seconds: number): Promise<string>;
  /** null for a token that is forged, expired or not ours; otherwise with `expiresAt` in ms. */
  verify(token: string): Promise<(TokenClaims & { expiresAt: number }) | null>;
}

const ISSUER = 'yizhan';

export function createTokens(secret: string): Tokens {
  const key = createHmac('sha256', secret).update('yizhan access token v1').digest();
  return {
    issue: ({ kind, id, version }, seconds) =>
      new SignJWT({ kind, version })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .sign(key),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: ISSUER, clockTolerance: 5 });
        const { kind, version } = payload as { kind: TokenClaims['kind']; version: number };
        return { kind, version, id: payload.sub!, expiresAt: payload.exp! * 1000 };
      } catch {
        return null;
      }
    },
  };
}
