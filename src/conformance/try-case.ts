import { KIT_VERSION, type AnyChannel } from '../plugin-kit/index.js';
import type { Bench } from './bench.js';
import type { ConformanceCase } from './case.js';
import { cases } from './cases/index.js';
import { declared, isNever } from './declared.js';
import { Failed } from './failed.js';
import type { CaseResult, ConformanceReport } from './result.js';
import type { ChannelSimulator } from './simulator.js';

/** Every case, one after the other. */
export async function runOn(bench: Bench, onCase?: (result: CaseResult) => void): Promise<ConformanceReport> {
  const { id, version } = bench.plugin;
  const results: CaseResult[] = [];
  for (const one of cases) {
    const result = await tryCase(one, bench);
    results.push(result);
    onCase?.(result);
  }
  return { plugin: { id, version }, kit: KIT_VERSION, cases: results, passed: results.every(isGood) };
}

const isGood = ({ status }: CaseResult): boolean => status !== 'failed';

/** Runs a case, if the plug-in needs it. */
export async function tryCase(one: ConformanceCase, bench: Bench): Promise<CaseResult> {
  const { name, title } = one;
  const { plugin, simulator } = bench;
  const reason = notNeeded(one, plugin, simulator);
  if (reason !== null) return { name, title, status: 'not needed', ms: 0, why: reason };
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    await proveCase(one, bench);
    return { name, title, status: 'passed', ms: ms() };
  } catch (error) {
    return { name, title, status: 'failed', ms: ms(), why: reasonOf(error) };
  }
}

/** Why a plug-in need not pass a case; null when it must. */
export function notNeeded(one: ConformanceCase, plugin: AnyChannel, simulator: ChannelSimulator): string | null {
  if (!one.needs(declared(plugin, simulator))) return 'the plug-in declares nothing that it is about';
  return one.manner ? isNever(simulator, one.manner) : null;
}

/** Runs one case on a remote side that behaves well before and after. Throws what is wrong with the plug-in or its simulator. */
export async function proveCase(one: ConformanceCase, bench: Bench): Promise<void> {
  const lack = one.lacks?.(bench.simulator) ?? null;
  if (lack !== null) throw new Failed(lack);
  try {
    await bench.ready();
    await one.run(bench);
  } finally {
    await bench.tidy();
  }
}

/** A sentence where the suite knows one; the whole stack of what it did not foresee. */
const reasonOf = (error: unknown): string =>
  error instanceof Failed ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
