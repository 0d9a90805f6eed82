import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { mindConnections } from './mind-connections.js';
import { migrations } from '../../../migrations/index.js';

export type EntityClass = new (...args: never[]) => object;

/** The unit of work for writes. Tables come from `migrations/` alone; the ORM never changes the schema by itself. */
export function createOrm(url: string, entities: readonly EntityClass[]): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      tableName: 'schema_migration',
      snapshot: false,
      // One transaction for all pending ones: a failed deploy leaves the old schema whole.
      transactional: true,
      allOrNothing: true,
    },
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 6 },
    driverOptions: { keepAlive: true, application_name: 'yizhan', onPoolCreated: mindConnections },
    forceUtcTimezone: true,
    allowGlobalContext: false,
    // What was migrated is logged by whoever asked for it.
    logger: () => undefined,
  });
}

/** Brings the database to the newest schema, one process at a time, and returns the names of what ran. */
export async function migrateUp(orm: MikroORM): Promise<string[]> {
  return withMigrationLock(orm, async () => (await orm.migrator.up()).map((m) => m.name));
}

/** Undoes the newest migrations until the first `keep` are left; 0 undoes all. Answers the names of what was undone. */
export async function migrateDown(orm: MikroORM, keep: number): Promise<string[]> {
  const undone = migrations.slice(keep).map(({ name }) => name);
  return withMigrationLock(orm, async () => {
    const done = new Set((await orm.migrator.getExecuted()).map(({ name }) => name));
    const gone = await orm.migrator.down({ migrations: undone.filter((name) => done.has(name)).reverse() });
    return gone.map(({ name }) => name);
  });
}

/** Two servers that start at once must not both migrate: the second waits and finds nothing left to do. */
async function withMigrationLock<T>(orm: MikroORM, work: () => Promise<T>): Promise<T> {
  const em = orm.em.fork();
  return em.transactional(async (tx) => {
    await tx.execute('select pg_advisory_xact_lock(7000)');
    return work();
  });
}
