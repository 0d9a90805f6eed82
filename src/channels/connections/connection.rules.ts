export const CONNECTION_STATES = ['CREATED', 'VERIFIED', 'ACTIVE', 'INACTIVE', 'SUSPENDED'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export type ConnectionStep = 'change' | 'verify' | 'activate' | 'deactivate' | 'suspend';

/**
 * Which state a step leads to. An active connection's new settings are verified before they are stored, so a change leaves it
 * active; any other is verified again, by `verify` or on activation. A suspended one works again once it is verified.
 */
const STEPS: Readonly<Record<ConnectionStep, Partial<Record<ConnectionState, ConnectionState>>>> = {
  change: {
    CREATED: 'CREATED',
    VERIFIED: 'CREATED',
    ACTIVE: 'ACTIVE',
    INACTIVE: 'INACTIVE',
    SUSPENDED: 'SUSPENDED',
  },
  verify: { CREATED: 'VERIFIED', VERIFIED: 'VERIFIED', ACTIVE: 'ACTIVE', INACTIVE: 'VERIFIED', SUSPENDED: 'ACTIVE' },
  activate: { VERIFIED: 'ACTIVE', INACTIVE: 'ACTIVE' },
  deactivate: { ACTIVE: 'INACTIVE', SUSPENDED: 'INACTIVE' },
  suspend: { ACTIVE: 'SUSPENDED' },
};

/** The state after a step; null when it cannot be taken. */
export const stateAfter = (state: ConnectionState, step: ConnectionStep): ConnectionState | null =>
  STEPS[step][state] ?? null;

/** A suspended account is refused what we say; what it says to us is still taken, or a payment's notice would be lost. */
export const receives = (state: ConnectionState): boolean => state === 'ACTIVE' || state === 'SUSPENDED';

export const delivers = (state: ConnectionState): boolean => state === 'ACTIVE';
