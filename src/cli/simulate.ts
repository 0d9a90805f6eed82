import { Command, InvalidArgumentError } from 'commander';

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`expected a number from ${least} to ${most}`);
    return value;
  };

interface KioskOptions {
  url: string;
  username: string;
  password: string;
  place: string;
  centre: string;
  count: number;
  seconds: number;
  faults: number;
  pace: number;
  seed: number;
}

const EXAMPLE = `
Example:
  $ YIZHAN_RATE_LIMIT=0 yizhan serve &
  $ yizhan simulate kiosks --count 500 --seconds 60 --faults 5`;

export const simulate = (): Command =>
  new Command('simulate')
    .description('Play the other side of a running server')
    .addHelpText('after', EXAMPLE)
    .addCommand(
      new Command('kiosks')
        .description(
          'A fleet of vending machines: sells, fails, lies about its clock, loses its line; ends with 1 unless the books balance',
        )
        .option('--url <address>', 'the server', 'http://127.0.0.1:4000')
        .option('--username <name>', "who sets the kiosks up: the county's operator", 'county_operator')
        .option('--password <text>', 'their password', 'demo')
        .option('--place <code>', 'division where the kiosks stand', '340323200')
        .option('--centre <site>', 'site that they are filled from', 'CC-340323')
        .option('--count <number>', 'machines', number(1, 10_000), 500)
        .option('--seconds <number>', 'how long they sell', number(1, 86_400), 60)
        .option('--faults <percent>', 'how much of what they do goes wrong', number(0, 100), 5)
        .option('--pace <seconds>', 'between two steps of a machine, on average', number(0, 3_600), 8)
        .option('--seed <number>', 'of every random choice', number(0, 2 ** 31), 1)
        .addHelpText('after', EXAMPLE)
        .action(kiosks),
    );

async function kiosks({ username, password, ...options }: KioskOptions): Promise<void> {
  const { simulateFleet } = await import('../app/simulate/fleet.js');
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const report = await simulateFleet({ ...options, account: { username, password }, say });
  const { counts, off, vendsPerSecond, p50, p99 } = report;
  const lines = [
    ...Object.entries(counts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, n]) => `${what.padEnd(18)}${n}`),
    `vends a second    ${vendsPerSecond.toFixed(1)} (hold to settled: median ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms)`,
    ...Object.entries(off).map(([what, n]) => `${what.padEnd(18)}${n}`),
    report.balanced ? 'the books balance' : 'THE BOOKS DO NOT BALANCE',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!report.balanced) process.exitCode = 1;
}
