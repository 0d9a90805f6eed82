import type { FieldCall, SharedValue } from 'yizhan/plugin-kit';
import { settings, type Settings } from '../../../plugins/wechat/settings.js';
import type { WechatSimulator } from './simulator/index.js';

export interface FakeCall extends FieldCall<Settings> {
  /** What was logged, as one text. */
  readonly said: string[];
  readonly linked: Map<string, string>;
}

/** A call as the host makes it, with links and shared values in memory, for tests of one piece at a time. */
export function fakeCall(remote: WechatSimulator, over: Partial<FakeCall> & { settings?: object } = {}): FakeCall {
  const said: string[] = [];
  const linked = new Map<string, string>();
  const shared = new Map<string, SharedValue>();
  const say = (message: string, facts: object = {}) => void said.push(`${message} ${JSON.stringify(facts)}`);
  const unasked = async () => {
    throw new Error('the graph was not to be asked');
  };
  return {
    connection: { code: 'wechat-main', plugin: 'wechat' },
    config: settings.parse({ ...remote.settings('https://yizhan.example.cn'), ...over.settings }),
    clock: { now: () => new Date() },
    deadline: new Date(Date.now() + 10_000),
    signal: new AbortController().signal,
    log: { debug: say, info: say, warn: say },
    links: {
      ours: async (kind, theirs) => linked.get(`${kind} > ${theirs}`) ?? null,
      theirs: async (kind, ours) => linked.get(`${kind} < ${ours}`) ?? null,
      link: async (kind, theirs, ours) => {
        linked.set(`${kind} > ${theirs}`, ours);
        linked.set(`${kind} < ${ours}`, theirs);
      },
    },
    streams: { seen: async () => ({ through: 0, last: 0, missing: [] }), withGaps: async () => [] },
    fetch: (url, init) => fetch(url, init),
    graph: unasked,
    shared: async (key, make, { renewSeconds = 300, fresh = false } = {}) => {
      const known = shared.get(key);
      if (known && !fresh && known.expiresAt.getTime() - Date.now() > renewSeconds * 1000) return known.value;
      const made = await make();
      shared.set(key, made);
      return made.value;
    },
    viewer: { kind: 'customer', id: '1', externalId: 'o-buyer', language: 'en' },
    as: { graph: unasked },
    execute: async () => ({ status: 'refused', code: 'NOT_PERMITTED', message: '' }),
    said,
    linked,
    ...over,
  };
}
