import type { Config } from '../../platform/config/index.js';
import type { Logger } from '../../platform/logging/index.js';
import { Database } from '../../platform/persistence/index.js';
import { createPrivacy } from '../../platform/privacy/index.js';
import { seedCirculation } from '../../domains/circulation/index.js';
import { seedMarket } from '../../domains/market/index.js';
import { createDemoStaff } from '../../domains/people/index.js';
import { loadDivisions } from '../../domains/places/index.js';
import { seedOutlets } from '../../domains/outlets/index.js';
import { seedShops } from '../../domains/shops/index.js';
import { entities } from '../modules.js';
import { seedGoods } from './goods.js';
import { seedHouseholds } from './households.js';
import { seedSites } from './sites.js';

/** The demonstration village and its township, and the town of the e-commerce street (mission A4). */
export const DEMO_VILLAGE = '340323200207';
const DEMO_TOWNSHIP = '340323200';

/** Divisions, sites and a staff account a role that nobody can sign in as: an empty county to try something on. */
export async function seedBareCounty(url: string, { county }: Pick<Config, 'county'>): Promise<void> {
  const db = await Database.open({ url, entities: [], readPool: 1, onError: () => undefined });
  try {
    await db.command(async (tx) => {
      await loadDivisions(tx, county, { invented: true });
      await seedSites(tx, county);
      await createDemoStaff(tx, { county, township: DEMO_TOWNSHIP, village: DEMO_VILLAGE }, { demo: false });
    });
  } finally {
    await db.close();
  }
}

/**
 * Loads the demo county, once, into an empty database: real divisions, and people, goods, shops and stock that are all made
 * up and the same on every machine. In one transaction: a demo cut off half-way leaves nothing behind.
 */
export async function seedDemo(url: string, config: Config, logger: Logger): Promise<void> {
  const db = await Database.open({ url, entities, readPool: 1, onError: () => undefined });
  try {
    await db.command(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(7002)');
      const filled = await tx.query('select 1 as one from place limit 1');
      if (filled.length > 0) return;
      const started = performance.now();
      const places = await loadDivisions(tx, config.county, { invented: true });
      await seedSites(tx, config.county);
      await createDemoStaff(
        tx,
        { county: config.county, township: DEMO_TOWNSHIP, village: DEMO_VILLAGE },
        { demo: true },
      );
      const households = await seedHouseholds(tx, createPrivacy(new Map([[1, config.secret]]), 1));
      const products = await seedGoods(tx, config.county);
      await seedShops(tx);
      const batches = await seedCirculation(tx, {
        village: DEMO_VILLAGE,
        centre: `CC-${config.county}`,
        now: new Date(),
      });
      await seedOutlets(tx);
      await seedMarket(tx, { village: DEMO_VILLAGE, now: new Date() });
      logger.info(
        { places, households, products, batches, ms: Math.round(performance.now() - started) },
        'the demo county is loaded; its people and goods are made up',
      );
    });
    await db.pool.query('analyze');
  } finally {
    await db.close();
  }
}
