export { Authenticator, type FindIdentity, type Holder } from './authenticator.js';
export { hashPassword, hashSecret, newSecret, NOBODY, passwordMatches } from './passwords.js';
export { createTokens, type TokenClaims, type Tokens } from './tokens.js';
