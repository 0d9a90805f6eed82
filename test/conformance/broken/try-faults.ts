import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBench, type Bench } from '../../../src/conformance/bench.js';
import { cases } from '../../../src/conformance/cases/index.js';
import { openHost, type Host } from '../../../src/conformance/host.js';
import type { CaseResult } from '../../../src/conformance/result.js';
import { tryCase } from '../../../src/conformance/try-case.js';
import { Witness } from '../../../src/conformance/witness.js';
import { createSimulator } from '../../../examples/partner-plug-in/simulator.js';
import { cloneDatabase } from '../../kit/database.js';
import type { Fault } from './fault.js';

/** One server for all, on which each has a connection of its own. */
const open: { host?: Host } = {};

async function withBench<T>(plugin: Fault['plugin'], witness: Witness, work: (bench: Bench) => Promise<T>): Promise<T> {
  const bench = await startBench(plugin, createSimulator(), witness, open.host!);
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

/** Cases that judge no function of this kind are spared, to be quick; `YIZHAN_EVERY_CASE=true` runs them too. */
function casesFor({ touches }: Fault) {
  const every = process.env['YIZHAN_EVERY_CASE'] === 'true';
  return cases.filter(({ name }) => every || touches.some((part) => JUDGES[part].includes(name)));
}

const LAST = ['inactive', 'secrets'];
const JUDGES: Readonly<Record<Fault['touches'][number], readonly string[]>> = {
  settings: ['verify-good', 'verify-wrong', 'settings-older', 'settings-newer', 'health', ...LAST],
  inbound: [
    ...['genuine', 'forged', 'changed', 'late', 'probe', 'replay', 'storm', 'reorder', 'poll', 'poll-again', ...LAST],
  ],
  outbound: [
    ...[
      'told',
      'busy',
      'server-error',
      'timeout',
      'reset',
      'refused',
      'deadline',
      'partial',
      'crash',
      'offline',
      ...LAST,
    ],
  ],
};

/** Tries a plug-in that is right, and each that is broken on purpose. */
export function tryFaults(right: Fault['plugin'] | null, faults: readonly Fault[]): void {
  const broken = faults.map((fault) => ({ ...fault, witness: new Witness(fault.plugin) }));
  const witness = right && new Witness(right);
  beforeAll(async () => {
    const plugins = broken.map((one) => one.witness.plugin);
    open.host = await openHost({ plugins: witness ? [witness.plugin, ...plugins] : plugins, database: cloneDatabase });
  });
  afterAll(() => open.host?.stop());

  if (right && witness)
    it('the example of a partner passes every case', () =>
      withBench(right, witness, async (bench) => {
        for (const one of cases) {
          const { status, why } = await tryCase(one, bench);
          expect([one.name, status, why]).toEqual([one.name, 'passed', undefined]);
        }
      }));

  describe('a plug-in that is broken on purpose fails the case that names its fault, and no other', () => {
    it.each(broken)('$fails: $because', ({ witness: beside, ...fault }) =>
      withBench(fault.plugin, beside, async (bench) => {
        const failed: CaseResult[] = [];
        for (const one of casesFor(fault)) {
          const result = await tryCase(one, bench);
          if (result.status === 'failed') failed.push(result);
        }
        const others = failed.filter(({ name }) => name !== fault.fails).map(({ name, why }) => `${name}: ${why}`);
        expect([failed.map(({ name }) => name), others]).toEqual([[fault.fails], []]);
        // The suite knew what was wrong: it says a sentence, and no stack.
        expect(failed[0]!.why).not.toMatch(/\n\s+at /);
      }),
    );
  });
}
