import { parseArgs } from 'node:util';

export const SUITES = ['read', 'orders', 'race', 'kill', 'start'];

const HELP = `npm run bench -- [options]

  --only read,orders     which of ${SUITES.join(', ')} (default: all)
  --seconds 4            length of one round
  --rounds 5             rounds of each pair; the figure is the median of their ratios
  --connections 32
  --port 4210            first of the ports used
  --profile              the servers write CPU profiles to bench/results/

Example: npm run bench -- --only orders --seconds 6`;

/** Command line of a run; prints the help and ends where that is asked for or a value is wrong. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
      port: { type: 'string', default: '4210' },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? SUITES;
  const numbers = Object.fromEntries(
    ['seconds', 'rounds', 'connections', 'port'].map((name) => [name, Number(values[name])]),
  );
  const wrong =
    only.some((suite) => !SUITES.includes(suite)) || Object.values(numbers).some((n) => !Number.isInteger(n) || n < 1);
  if (values.help || wrong) {
    console.log(HELP);
    process.exit(wrong ? 1 : 0);
  }
  return { only, profile: values.profile, ...numbers };
}
