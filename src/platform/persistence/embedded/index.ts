export { connectRunning, openDatabase, withDatabase, type OpenDatabase } from './open-database.js';
export { EmbeddedError } from './embedded-error.js';
export { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './server.js';
