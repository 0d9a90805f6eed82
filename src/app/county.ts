import { createTokens, newSecret } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import { NodeRegistry } from '../platform/graphql/index.js';
import type { Logger } from '../platform/logging/index.js';
import { Database, type Transaction } from '../platform/persistence/index.js';
import { Policy, type Viewer } from '../platform/policy/index.js';
import { createPrivacy } from '../platform/privacy/index.js';
import { EventKinds } from '../platform/events/index.js';
import type { Role } from '../shared/role.js';
import { systemClock } from '../shared/clock.js';
import { loadDivisions } from '../domains/places/index.js';
import { createDomains, entities } from './modules.js';

/** The domains on a database, for a command at the server's own console, which speaks as the county's operator. */
export async function atConsole<Result>(
  url: string,
  config: Config,
  logger: Logger,
  work: (domains: ReturnType<typeof createDomains>, viewer: Viewer) => Promise<Result>,
): Promise<Result> {
  const db = await Database.open({
    url,
    entities,
    readPool: 2,
    onError: (err) => logger.warn({ err }, 'connection lost'),
  });
  const policy = new Policy();
  const privacy = createPrivacy(new Map([[1, config.secret]]), 1);
  const kernel = {
    db,
    policy,
    nodes: new NodeRegistry(),
    events: new EventKinds(),
    privacy,
    clock: systemClock,
    logger,
    demo: config.seed === 'demo',
  };
  const domains = createDomains(kernel, { tokens: createTokens(config.secret), config });
  const console = {
    kind: 'staff',
    id: 'console',
    role: 'COUNTY_OPERATOR',
    placeCode: config.county,
    siteCodes: [],
  } as const;
  try {
    return await work(domains, policy.viewer(console));
  } finally {
    for (const domain of domains.all) await domain.stop?.();
    await db.close();
  }
}

/** A server that is no demo begins with the county's real divisions, where the package has them, and nothing else. */
export async function ensureCounty(url: string, config: Config, logger: Logger): Promise<void> {
  await inTransaction(url, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7002)');
    const filled = await tx.query('select 1 as one from place limit 1');
    if (filled.length > 0) return;
    const places = await loadDivisions(tx, config.county).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      logger.warn(
        `there are no divisions of ${config.county} in the package: load them with "yizhan import divisions FILE"`,
      );
      return 0;
    });
    if (places > 0) logger.info({ places }, "the county's divisions are loaded");
  });
}

/** Loads a county's divisions from a file; what is there is renamed, never removed. Answers how many places. */
export const importDivisionsCommand = (url: string, { county }: Config, file: string): Promise<number> =>
  inTransaction(url, (tx) => loadDivisions(tx, county, { file }));

/** Makes a staff account, such as the first of a new county. Answers its password, made up and shown this once. */
export async function createStaffCommand(
  url: string,
  config: Config,
  logger: Logger,
  { username, role, place }: { username: string; role: string; place: string },
): Promise<string> {
  const password = newSecret().slice(0, 20);
  await atConsole(url, config, logger, ({ people }, viewer) =>
    people.staff.create(viewer, { username, password, displayName: username, role: role as Role, placeCode: place }),
  );
  return password;
}

async function inTransaction<Result>(url: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  try {
    return await db.command(work);
  } finally {
    await db.close();
  }
}
