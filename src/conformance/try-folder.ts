import { loadFolder } from './load-folder.js';
import { caseLine, verdict } from './report.js';
import { runConformance } from './run.js';

/** Runs the suite on the plug-in of a folder, and prints as it goes. Answers whether it passed. */
export async function tryFolder(
  folder: string,
  { json, print }: { json: boolean; print: (text: string) => void },
): Promise<boolean> {
  const { plugin, simulator } = await loadFolder(folder);
  const report = await runConformance(plugin, simulator, json ? {} : { onCase: (result) => print(caseLine(result)) });
  print(json ? JSON.stringify(report, null, 2) : `\n${verdict(report)}`);
  return report.passed;
}
