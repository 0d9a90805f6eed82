import { Registry } from 'prom-client';
import { createTokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import { EventKinds } from '../platform/events/index.js';
import { buildGraph, NodeRegistry, printGraph } from '../platform/graphql/index.js';
import { migrateJobs } from '../platform/jobs/index.js';
import type { Logger } from '../platform/logging/index.js';
import { createOrm, Database, migrateDown, migrateUp } from '../platform/persistence/index.js';
import { Policy } from '../platform/policy/index.js';
import { defineErrors } from '../shared/domain-error.js';
import { issueDemoToken } from '../domains/people/index.js';
import { findBreaches, type Breach } from '../domains/settlement/index.js';
import { traceChecks } from '../domains/trace/index.js';
import type { Kernel } from '../domains/kernel.js';
import { seedDemo } from './demo/index.js';
import { createDomains, entities } from './modules.js';
import { shippedPlugins } from './plugins.js';

/** Brings the schema up, or down to just after migration number `downTo` (0: nothing left). */
export async function migrateCommand(
  url: string,
  _config: Config,
  logger: Logger,
  { downTo }: { downTo?: number },
): Promise<void> {
  const orm = await createOrm(url, []);
  try {
    const ran = downTo === undefined ? await migrateUp(orm) : await migrateDown(orm, downTo);
    if (ran.length > 0) logger.info({ migrations: ran }, 'migrated');
    else logger.debug('nothing to migrate');
  } finally {
    await orm.close();
  }
  await migrateJobs(url);
}

/** Loads the demo county into an empty database. */
export async function seedCommand(url: string, config: Config, logger: Logger): Promise<void> {
  await migrateCommand(url, config, logger, {});
  await seedDemo(url, config, logger);
}

/** The schema as text. Nothing is connected: resolvers are built and never called. */
export async function schemaText(): Promise<string> {
  const registers = { policy: new Policy(), nodes: new NodeRegistry(), events: new EventKinds() };
  const kernel = { ...registers, db: {}, logger: console } as unknown as Kernel;
  const { all, channels } = createDomains(kernel, {
    tokens: createTokens('schema'),
    config: { county: '', secret: 'schema', publicUrl: null, port: 0, gs1Prefix: '200', headsUrl: null },
    channels: { plugins: shippedPlugins, allowPrivate: false, registry: new Registry() },
  });
  const graph = buildGraph(
    all.flatMap((d) => d.resolvers),
    all.flatMap((d) => d.orphanedTypes ?? []),
  );
  const { schema, faults } = channels.register(graph);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return printGraph(schema);
}

const tokenErrors = defineErrors('token', {
  NOT_DEMO: {
    zh: '只有演示模式才能打印令牌:员工请登录,设备用密钥',
    en: 'Tokens are printed in demo mode only: staff sign in, devices have keys',
  },
});

/** A day's token for a demo account or device; the demo county is loaded if it is not there yet. */
export async function tokenCommand(
  url: string,
  config: Config,
  logger: Logger,
  whose: { role?: string; device?: string },
): Promise<string> {
  if (config.seed !== 'demo') throw tokenErrors.refuse('NOT_DEMO');
  await seedCommand(url, config, logger);
  const db = await Database.open({ url, entities, readPool: 1, onError: () => undefined });
  try {
    return await issueDemoToken(db, createTokens(config.secret), whose);
  } finally {
    await db.close();
  }
}

/** Every breach of the books; none when they agree. */
export async function auditCommand(url: string): Promise<Breach[]> {
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  try {
    return await findBreaches(db, { more: traceChecks });
  } finally {
    await db.close();
  }
}
