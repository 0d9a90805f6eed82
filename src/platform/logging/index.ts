export { createLogger, type Logger } from './logger.js';
export { withoutPersonalData } from './redaction.js';
