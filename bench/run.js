import { readOptions, SUITES } from './options.js';
import { openCluster } from './database.js';
import { report } from './report.js';

const options = readOptions(process.argv.slice(2));
const cluster = await openCluster(options.port);
const results = [];
try {
  for (const suite of options.only) {
    console.error(`${suite} …`);
    const { [suite]: measure } = await import(`./${SUITES[suite]}.js`);
    results.push(...(await measure(cluster, options)).map((result) => ({ suite, ...result })));
  }
} finally {
  await cluster.stop();
}
report(results, options);
process.exitCode = results.some((result) => result.failed) ? 1 : 0;
