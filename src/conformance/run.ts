import type { AnyChannel } from '../plugin-kit/index.js';
import { cases } from './cases/index.js';
import type { ConformanceOptions } from './options.js';
import type { CaseResult, ConformanceReport } from './result.js';
import type { ChannelSimulator } from './simulator.js';
import { notNeeded, runOn } from './try-case.js';

/**
 * Tries a plug-in on the real host with a PostgreSQL, against its simulator. Answers what came of every case; throws only
 * when there is no host to try it on.
 *
 * @throws BadChannel when its declaration would not be registered
 */
export async function runConformance(
  plugin: AnyChannel,
  simulator: ChannelSimulator,
  options: ConformanceOptions & { readonly onCase?: (result: CaseResult) => void } = {},
): Promise<ConformanceReport> {
  const { openBench } = await import('./bench.js');
  const bench = await openBench(plugin, simulator, options);
  try {
    return await runOn(bench, options.onCase);
  } finally {
    await bench.close();
    await bench.host.stop();
  }
}

/** Cases that a plug-in need not pass, with the reason: by what it declares, and by what its protocol is without. */
export const leftOut = (
  plugin: AnyChannel,
  simulator: ChannelSimulator,
): readonly { readonly name: string; readonly why: string }[] =>
  cases.flatMap((one) => {
    const why = notNeeded(one, plugin, simulator);
    return why === null ? [] : [{ name: one.name, why }];
  });
