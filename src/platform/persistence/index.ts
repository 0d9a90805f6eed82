export { createOrm, migrateDown, migrateUp, type EntityClass } from './orm.js';
export { Database, type NewEvent, type Transaction } from './database.js';
export { withoutDeadlock } from './deadlock.js';
export { createPool } from './pool.js';
export { commandOnce, onceUnlessRefused, fingerprint, idempotencyErrors, type CommandKey } from './idempotency.js';
export { watchReplica, type ReadReplica } from './replica.js';
