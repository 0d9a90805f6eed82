import { expect, test } from '@jest/globals';
import { defineChannel, secret, z, type AnyChannel, type Call, type Delivery } from 'yizhan/plugin-kit';
import { Changes } from '../../src/conformance/changes.js';
import { secretsOf, Witness } from '../../src/conformance/witness.js';

const SECRET = 'a key that nobody may see';
const plugin = defineChannel({
  id: 'spoken',
  name: { zh: '说', en: 'Spoken' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['stock.push'],
  permissions: ['stock:read'],
  config: { version: 1, schema: z.object({ url: z.string(), inner: z.object({ key: secret('key') }) }) },
  verify: async ({ log, config }) => log.warn('tried', { with: config.inner.key }),
  health: () => Promise.reject(new Error('no', { cause: new Error(SECRET) })),
  outbound: {
    subscribes: [{ event: 'stock', selection: '{ id }' }],
    deliver: async (batch) => new Map(batch.map(({ id }) => [id, { outcome: 'ok' } as const])),
  },
  limits: { timeoutMs: 60_000, concurrency: 2 },
}) as AnyChannel;

const logged: unknown[] = [];
const call = (signal = new AbortController().signal) =>
  ({
    connection: { code: 'spoken', plugin: 'spoken' },
    config: { url: '', inner: { key: SECRET } },
    signal,
    log: { debug: () => undefined, info: () => undefined, warn: (...said: unknown[]) => logged.push(said) },
  }) as unknown as Call<unknown>;

test('the secrets are those that the schema marks', () => {
  expect(secretsOf(plugin, { url: 'x', inner: { key: SECRET } })).toEqual([SECRET]);
});

test('what a plug-in logs, throws and answers is heard, and goes on unchanged', async () => {
  const witness = new Witness(plugin);
  await witness.plugin.verify(call());
  await expect(witness.plugin.health!(call())).rejects.toThrow('no');
  expect(logged).toEqual([['tried', { with: SECRET }]]);
  expect(witness.leaks([SECRET])).toEqual(['verify, in its log', 'health']);
  expect(witness.leaks(['another'])).toEqual([]);
  expect(witness.calls.map(({ what }) => what)).toEqual(['verify', 'health']);
});

test('a plug-in stays what it is: its settings, its lists, its methods by inheritance', () => {
  class Outbound {
    subscribes = plugin.outbound!.subscribes;
    deliver() {
      return Promise.resolve(new Map([[this.subscribes.length.toString(), { outcome: 'ok' } as const]]));
    }
  }
  const { plugin: watched } = new Witness({ ...plugin, outbound: new Outbound() } as AnyChannel);
  expect(watched.config).toBe(plugin.config);
  expect(watched.outbound!.subscribes).toBe(plugin.outbound!.subscribes);
  expect(watched.limits).toEqual({ concurrency: 2, timeoutMs: 60_000, rps: 1_000 });
  return expect(watched.outbound!.deliver([], call())).resolves.toEqual(new Map([['1', { outcome: 'ok' }]]));
});

test('the host may be made to wait for less, and again for as long as the plug-in says', () => {
  const witness = new Witness(plugin);
  witness.patience(400);
  expect(witness.plugin.limits!.timeoutMs).toBe(400);
  witness.patience(null);
  expect(witness.plugin.limits!.timeoutMs).toBe(60_000);
});

test('a call is given up on when its signal is aborted before it ends, and not when it has ended', async () => {
  let end: () => void = () => undefined;
  const witness = new Witness({ ...plugin, verify: () => new Promise<void>((resolve) => (end = resolve)) });
  const [early, late] = [new AbortController(), new AbortController()];
  const first = witness.plugin.verify(call(early.signal));
  early.abort();
  end();
  await first;
  const second = witness.plugin.verify(call(late.signal));
  end();
  await second;
  late.abort();
  expect(witness.calls.map(({ abortedAt, settledAt }) => [abortedAt !== undefined, settledAt !== undefined])).toEqual([
    [true, true],
    [false, true],
  ]);
});

test('what became of a change: each try with its answer, a throw as another try', async () => {
  const delivery = { id: 'd1', event: 'stock', subject: 'P1', externalId: 'T1' } as Delivery;
  const told = [{ event: 'stock', item: 'T1', key: 'd1', effect: true } as const];
  const witness = new Witness(plugin);
  const changes = new Changes(witness, { outbound: { told: () => told } } as never);
  const change = { event: 'stock', subject: 'P1', item: 'T1', since: { told: 0, calls: 0 } } as const;
  witness.beforeDeliver = () => Promise.reject(new Error('killed'));
  await expect(witness.plugin.outbound!.deliver([delivery], call())).rejects.toThrow('killed');
  witness.beforeDeliver = null;
  await witness.plugin.outbound!.deliver([delivery, { ...delivery, id: 'd2', subject: 'P2' }], call());
  await witness.plugin.outbound!.deliver([{ ...delivery, event: 'product' }], call());
  expect(changes.resultsOf(change)).toEqual([{ outcome: 'retry', code: 'NONE' }, { outcome: 'ok' }]);
  expect([changes.idsOf(change), changes.toldOf(change).length]).toEqual([['d1'], 1]);
  await expect(changes.triedAgain(change)).rejects.toThrow('it is answered {"outcome":"ok"}, and must be tried again');
  await changes.delivered(change);
});
