export { createPrivacy, type Cell, type Privacy } from './privacy.js';
