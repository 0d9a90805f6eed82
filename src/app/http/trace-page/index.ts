export { registerTracePage, type TracePageOptions } from './routes.js';
