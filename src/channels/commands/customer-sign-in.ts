import type { Execute } from './command-context.js';
import { done } from './results.rules.js';

/** Once by their id there. The token is made anew each time, and kept nowhere. */
export const signIn: Execute<'customer.sign-in'> = async ({ externalId }, { connection, sessions }) => {
  const { customerId, token, expiresAt, isNew } = await sessions.customerSignIn(connection.code, externalId);
  return done({ customerId: String(customerId), token, expiresAt }, !isNew);
};
