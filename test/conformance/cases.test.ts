import { expect, test } from '@jest/globals';
import type { Bench } from '../../src/conformance/bench.js';
import { cases } from '../../src/conformance/cases/index.js';
import { notNeeded, proveCase } from '../../src/conformance/try-case.js';
import type { ChannelSimulator } from 'yizhan/plugin-kit/conformance';
import { createSimulator } from '../../examples/partner-plug-in/simulator.js';
import { good } from './broken/fault.js';

/** What no fault of a plug-in's own can bring about, shown with a bench that says it was so. */
const run = (name: string, bench: object) => cases.find((one) => one.name === name)!.run(bench as Bench);

test('settings of a newer version that are used all the same are seen', async () => {
  const connection = (status: string, message: string) => ({
    withStored: (_settings: unknown, _version: number, work: () => Promise<void>) => work(),
    health: async () => ({ status, message }),
  });
  const bench = { plugin: good, simulator: createSimulator() };
  await expect(run('settings-newer', { ...bench, connection: connection('OK', '') })).rejects.toThrow(
    'settings of version 3 are used by a plug-in of version 2',
  );
  await expect(run('settings-newer', { ...bench, connection: connection('DOWN', 'wrong') })).rejects.toThrow(
    'health does not say which version it found: wrong',
  );
});

test('a connection that is not activated is seen', () =>
  expect(run('verify-good', { connection: { state: async () => 'VERIFIED' } })).rejects.toThrow('is not ACTIVE'));

test.each([
  [[], 'one change was told 0 times'],
  [[{ quantity: '7' }, { quantity: '7' }], 'one change was told 2 times'],
  [[{ quantity: '70' }], '7 was told as 70'],
])('a change told as %j is seen', (told, said) => {
  const changes = { delivered: async () => undefined, toldOf: () => told };
  const bench = { changes, change: async () => ({ quantity: '7' }), outbox: { empty: async () => undefined } };
  return expect(run('told', bench)).rejects.toThrow(said);
});

test('a genuine request that is refused is seen', () => {
  const inbox = { signed: () => ({}), send: async () => ({ status: 401, body: '' }), taken: () => false };
  const bench = { inbox, story: async () => ({ messages: ['one'] }) };
  return expect(run('genuine', bench)).rejects.toThrow(
    'a request that is theirs was answered {"status":401,"body":""}',
  );
});

test('a part that the simulator lacks is asked for by the cases that need it', async () => {
  const { inbound, outbound, olderSettings, ...rest } = createSimulator();
  const lacking: ChannelSimulator = rest;
  const said = new Map<string, string>();
  for (const one of cases)
    if (notNeeded(one, good, lacking) === null)
      await proveCase({ ...one, run: async () => undefined }, {
        simulator: lacking,
        ready: async () => undefined,
        tidy: async () => undefined,
      } as Bench).catch((error: Error) => said.set(one.name, error.message));
  const [parts] = [[inbound, outbound, olderSettings].filter(Boolean)];
  expect(parts).toHaveLength(3);
  expect([...said.keys()]).toEqual([
    ...[
      'settings-older',
      'genuine',
      'forged',
      'changed',
      'late',
      'probe',
      'replay',
      'storm',
      'reorder',
      'poll',
      'poll-again',
    ],
    ...['told', 'busy', 'server-error', 'timeout', 'reset', 'refused', 'deadline', 'partial', 'crash', 'offline'],
  ]);
  expect(said.get('poll')).toBe(
    'the plug-in has polls or sources: add `inbound.story` and `inbound.offer` to the simulator',
  );
});

test('a plug-in is asked for what it declares alone', () => {
  const simulator = createSimulator();
  const needed = (plugin: typeof good, with_: ChannelSimulator = simulator) =>
    cases.filter((one) => notNeeded(one, plugin, with_) === null).map(({ name }) => name);
  const { inbound: _inbound, outbound: _outbound, ...bare } = good;
  expect(needed({ ...bare, config: { ...good.config, version: 1 } })).toEqual([
    ...['verify-good', 'verify-wrong', 'settings-newer', 'health', 'secrets'],
  ]);
  const [product] = (good.outbound!.subscribes as { event: 'product'; selection: string }[]).filter(
    ({ event }) => event === 'product',
  );
  const alone = { ...bare, outbound: { ...good.outbound!, batch: 1, subscribes: () => [product!] } };
  expect(needed(alone)).not.toContain('offline');
  expect(needed(alone)).not.toContain('partial');
  const without = { ...simulator.outbound!, without: { busy: 'the service has no limit' } };
  const [busy] = cases.filter(({ name }) => name === 'busy');
  expect(notNeeded(busy!, good, { ...simulator, outbound: without })).toBe('the service has no limit');
});
