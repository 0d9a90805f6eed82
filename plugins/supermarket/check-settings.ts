import { NotVerified, type Call, type HealthReport } from 'yizhan/plugin-kit';
import type { Config } from './config.js';

/** Every store's site must be a counter of ours. There is no remote side to ask: the devices call us. */
export async function checkSettings({ config, graph }: Call<Config>): Promise<void> {
  const stores = Object.entries(config.stores);
  if (stores.length === 0) throw new NotVerified('NO_STORE', 'name at least one store', 'stores');
  const counters = new Set<string>();
  let after: string | null = null;
  do {
    const { sites }: Sites = await graph(
      'query($after: String) { sites(filter: { kind: COUNTER }, first: 100, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    for (const { code } of sites.nodes) counters.add(code);
    after = sites.pageInfo.hasNextPage ? sites.pageInfo.endCursor : null;
  } while (after);
  for (const [code, { siteCode }] of stores) {
    if (!counters.has(siteCode))
      throw new NotVerified('UNKNOWN_COUNTER', `${siteCode} is no counter of ours`, `stores.${code}.siteCode`);
  }
}

interface Sites {
  readonly sites: {
    readonly nodes: readonly { readonly code: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Degraded while a till's numbers have gaps: sales were made that have not come. */
export async function health(call: Call<Config>): Promise<HealthReport> {
  try {
    await checkSettings(call);
  } catch (error) {
    if (!(error instanceof NotVerified)) throw error;
    return { status: 'DOWN', code: error.code, message: error.message };
  }
  const gaps = await call.streams.withGaps();
  if (gaps.length === 0) return { status: 'OK' };
  return { status: 'DEGRADED', code: 'SALES_MISSING', message: `events are missing of ${gaps.join(', ')}` };
}
