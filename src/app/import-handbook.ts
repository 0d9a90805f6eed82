import { createTokens } from '../platform/auth/index.js';
import type { Config } from '../platform/config/index.js';
import { NodeRegistry } from '../platform/graphql/index.js';
import type { Logger } from '../platform/logging/index.js';
import { Database } from '../platform/persistence/index.js';
import { Policy } from '../platform/policy/index.js';
import { createPrivacy } from '../platform/privacy/index.js';
import { systemClock } from '../shared/clock.js';
import { fileAt, type ImportReport } from '../domains/people/index.js';
import { createDomains, entities } from './modules.js';

export type HandbookReport = ImportReport;
export type HandbookError = ImportReport['errors'][number];

export interface HandbookOptions {
  readonly file: string;
  readonly partial: boolean;
  /** Called now and then with what was read and what there is to read, in bytes. */
  readonly progress: (done: number, total: number) => void;
}

/** Loads a handbook file as the county's operator at the server's own console; events reach a running server by the log. */
export async function importHandbookCommand(
  url: string,
  config: Config,
  logger: Logger,
  { file, partial, progress }: HandbookOptions,
): Promise<HandbookReport> {
  const db = await Database.open({ url, entities, readPool: 2, onError: (err) => logger.warn({ err }, 'connection lost') });
  const policy = new Policy();
  const privacy = createPrivacy(new Map([[1, config.secret]]), 1);
  const kernel = { db, policy, nodes: new NodeRegistry(), privacy, clock: systemClock, logger, demo: config.seed === 'demo' };
  const domains = createDomains(kernel, { tokens: createTokens(config.secret), county: config.county });
  const viewer = policy.viewer({ kind: 'staff', id: 'console', role: 'COUNTY_OPERATOR', placeCode: config.county, siteCodes: [] });
  try {
    return await domains.people.handbook.load({ source: await fileAt(file), partial, viewer, progress });
  } finally {
    for (const domain of domains.all) await domain.stop?.();
    await db.close();
  }
}
