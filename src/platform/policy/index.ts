export { may, Policy, rowsAllowed, type Allow, type Conditions, type Facts, type Rules } from './policy.js';
export type { Identity, Viewer } from './viewer.js';
