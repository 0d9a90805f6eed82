import { parseArgs } from 'node:util';

/** Each suite, and the file that has it. */
export const SUITES = {
  read: 'read',
  orders: 'orders',
  race: 'race',
  kill: 'kill',
  start: 'start',
  live: 'live-fan-out',
  counters: 'counters',
  kiosks: 'live-kiosks',
  storm: 'live-storm',
  stall: 'live-stall',
  soak: 'soak',
  channels: 'channels',
  flood: 'channel-storm',
  vends: 'vends',
  taobao: 'taobao',
  wechat: 'wechat',
  allocation: 'allocation',
  proofs: 'proofs',
  trace: 'trace',
  epcis: 'epcis',
};

const HELP = `npm run bench -- [options]

  --only read,orders     which of ${Object.keys(SUITES).join(', ')} (default: all)
  --seconds 4            length of one round; kiosks 30, storm 10, stall 60, flood 8
  --rounds 5             rounds of each pair; the figure is the median of their ratios
  --connections 32
  --subscribers 5000     of one feed (live)
  --kiosks 10000         each with a filter of its own (kiosks, storm)
  --seed 1               of every random choice (storm, soak)
  --minutes 2            at least so long (soak)
  --events 15000         at least so many (soak)
  --steps 1000000        events of batches (trace)
  --port 4210            first of the ports used
  --profile              the servers write CPU profiles to bench/results/

Example: npm run bench -- --only orders --seconds 6
         npm run bench -- --only soak --seed 7 --minutes 10`;

const WHOLE = ['seconds', 'rounds', 'connections', 'subscribers', 'kiosks', 'seed', 'events', 'steps', 'port'];

/**
 * Command line of a run; prints the help and ends where that is asked for or a value is wrong. `secondsOr(usual)` is for
 * suites whose rounds are usually of another length.
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
      subscribers: { type: 'string', default: '5000' },
      kiosks: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '2' },
      events: { type: 'string', default: '15000' },
      steps: { type: 'string', default: '1000000' },
      port: { type: 'string', default: '4210' },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? Object.keys(SUITES);
  const numbers = Object.fromEntries(WHOLE.map((name) => [name, Number(values[name] ?? 4)]));
  const minutes = Number(values.minutes);
  const wrong =
    only.some((suite) => !(suite in SUITES)) ||
    Object.values(numbers).some((n) => !Number.isInteger(n) || n < 1) ||
    !(minutes > 0);
  if (values.help || wrong) {
    console.log(HELP);
    process.exit(wrong ? 1 : 0);
  }
  const secondsOr = (usual) => (values.seconds ? numbers.seconds : usual);
  return { only, profile: values.profile, ...numbers, minutes, secondsOr };
}
