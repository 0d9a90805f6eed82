import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100;

const fields = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');

/** Seconds of processor a process has used; with `ended`, also those of its children that have ended. */
export function used(pid, ended = false) {
  try {
    const stat = fields(pid);
    return stat.slice(11, ended ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
  } catch {
    return 0;
  }
}

/** PostgreSQL's: the postmaster, its backends and those that have ended. */
function usedByCluster(postmaster) {
  const children = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && Number(fields(pid)[1]) === postmaster;
    } catch {
      return false;
    }
  });
  return children.reduce((sum, pid) => sum + used(pid), used(postmaster, true));
}

function usedByAll() {
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).map(Number);
  return (ticks.slice(0, 8).reduce((sum, n) => sum + n) - ticks[3] - ticks[4]) / TICKS;
}

/**
 * Wraps a round: adds `cpuMs`, the processor time of server and PostgreSQL an answer, and `others`, the processors that
 * programs outside the bench took meanwhile. Both stay undefined where there is no /proc.
 */
export function withCpu(round, { postmaster, server, besides = [] }) {
  return async () => {
    const before = reading(postmaster, server, besides);
    const started = performance.now();
    const figures = await round();
    const after = reading(postmaster, server, besides);
    if (!before || !after) return figures;
    const seconds = (performance.now() - started) / 1000;
    const spent = after.ours - before.ours;
    const others = Math.max(0, (after.all - before.all - spent - (after.bench - before.bench)) / seconds);
    return { ...figures, cpuMs: (spent * 1000) / (figures.total ?? figures.perSecond * seconds), others };
  };
}

function reading(postmaster, server, besides) {
  try {
    // This process and whatever it started and has ended, pgbench among them, are the load, not the answer.
    const bench = used(process.pid, true) + besides.reduce((sum, pid) => sum + used(pid), 0);
    return { ours: usedByCluster(postmaster) + (server ? used(server) : 0), bench, all: usedByAll() };
  } catch {
    return undefined;
  }
}
