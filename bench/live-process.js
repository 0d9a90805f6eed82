import { readFileSync } from 'node:fs';
import { used } from './cpu.js';

/** Resident memory of a process in MB; Linux only, else NaN. */
export function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return NaN;
  }
}

/** What processes use from now on: `shares()` answers how much of one processor each took. */
export function watchProcesses(pids) {
  const names = Object.keys(pids);
  const read = () => names.map((name) => used(pids[name]));
  const [started, before] = [performance.now(), read()];
  return {
    /** Seconds of processor that one of them has used since. */
    seconds: (name) => used(pids[name]) - before[names.indexOf(name)],
    shares() {
      const seconds = (performance.now() - started) / 1000;
      return Object.fromEntries(read().map((now, i) => [names[i], (now - before[i]) / seconds]));
    },
  };
}

/** Samples the memory of a process each second; `stop()` answers the first, the last and the most, in MB. */
export function watchMemory(pid) {
  const samples = [residentMb(pid)];
  const timer = setInterval(() => samples.push(residentMb(pid)), 1_000);
  return {
    stop() {
      clearInterval(timer);
      samples.push(residentMb(pid));
      return { first: samples[0], last: samples.at(-1), most: Math.max(...samples) };
    },
  };
}

export const sharesText = (shares) =>
  Object.entries(shares)
    .map(([name, share]) => `${name} ${share.toFixed(2)}`)
    .join(', ');

/** A figure of the server's `/metrics`, by the start of its line such as `name{code="1013"}`; 0 where it has none yet. */
export async function metricOf(url, start) {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  return Number(lines.find((line) => line.startsWith(`${start} `))?.slice(start.length) ?? 0);
}
