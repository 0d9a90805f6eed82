import type { Call, Json, SharedValue } from 'yizhan/plugin-kit';
import { schema, type Config } from '../../../plugins/taobao/config.js';
import type { Gateway } from './simulator/gateway.js';

/** A connection without a host: links and shared values in memory, the graph as the test says. */
export interface FakeCall extends Call<Config> {
  readonly linked: Map<string, string>;
  readonly said: string[];
}

export function settings({ url, shop }: Gateway, over: Partial<Config> = {}): Config {
  return schema.parse({
    gateway: url,
    appKey: shop.appKey,
    appSecret: shop.appSecret,
    session: shop.session,
    sellerNick: shop.nick,
    ...over,
  });
}

export function fakeCall(gateway: Gateway, over: Partial<Config> = {}, graph: () => Json = () => ({})): FakeCall {
  const linked = new Map<string, string>();
  const shared = new Map<string, SharedValue>();
  const said: string[] = [];
  const say = (message: string, facts?: object) => void said.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const now = () => gateway.shop.now();
  return {
    connection: { code: 'tb-guzhen', plugin: 'taobao' },
    config: settings(gateway, over),
    clock: { now },
    deadline: new Date(now().getTime() + 30_000),
    signal: new AbortController().signal,
    log: { debug: say, info: say, warn: say },
    linked,
    said,
    links: {
      ours: async (kind, theirs) => linked.get(`${kind} ${theirs}`) ?? null,
      theirs: async (kind, ours) =>
        [...linked].find(([key, value]) => key.startsWith(`${kind} `) && value === ours)?.[0].slice(kind.length + 1) ??
        null,
      link: async (kind, theirs, ours) => void linked.set(`${kind} ${theirs}`, ours),
    },
    streams: { seen: async () => ({ through: 0, last: 0, missing: [] }), withGaps: async () => [] },
    fetch: (url, init) => fetch(url, init),
    graph: async () => graph() as never,
    shared: async (key, make, { fresh = false } = {}) => {
      const kept = shared.get(key);
      if (kept && !fresh && kept.expiresAt > now()) return kept.value;
      const made = await make();
      shared.set(key, made);
      return made.value;
    },
  };
}
