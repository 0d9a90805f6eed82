export { may, Policy, rowsAllowed, type Allow, type Conditions, type Facts, type Rules } from './policy.js';
export { granted, type Identity, type Viewer } from './viewer.js';
