export { ConfigError, readConfig, type Config, type LogLevel, type SeedName } from './config.js';
export { packageFile } from './package-root.js';
