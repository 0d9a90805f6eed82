import type { AnyChannel } from '../plugin-kit/index.js';
import type { Bench } from './bench.js';
import { cases } from './cases/index.js';
import { framework } from './framework.js';
import { CASE_MS, START_MS, type ConformanceOptions } from './options.js';
import { leftOut } from './run.js';
import type { ChannelSimulator } from './simulator.js';
import { notNeeded, proveCase } from './try-case.js';

/**
 * Registers the cases that a plug-in must pass with the test framework that runs: jest or another that has `describe`, `it`,
 * `beforeAll` and `afterAll` as globals, else Node's own. Those that it need not pass are named in the title; `leftOut` says why.
 */
export function describeChannelPlugin(
  plugin: AnyChannel,
  simulator: ChannelSimulator,
  options: ConformanceOptions = {},
): void {
  const { describe, it, beforeAll, afterAll } = framework();
  const without = leftOut(plugin, simulator).map(({ name }) => name);
  const note = without.length > 0 ? ` (not needed: ${without.join(', ')})` : '';
  describe(`${plugin.id} ${plugin.version}${note}`, () => {
    let bench: Bench;
    beforeAll(async () => {
      const { openBench } = await import('./bench.js');
      bench = await openBench(plugin, simulator, options);
    }, START_MS);
    afterAll(async () => {
      await bench?.close();
      await bench?.host.stop();
    }, START_MS);
    for (const one of cases)
      if (notNeeded(one, plugin, simulator) === null)
        it(`${one.name}: ${one.title}`, () => proveCase(one, bench), CASE_MS);
  });
}
