import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from './place.js';
import { median } from './measure.js';
import { startServer } from './server.js';

const TIMES = 5;
const MOST_MS = 3_000;

/** From the start of the process, its own PostgreSQL included, to the first 200 of `/health/ready`, on a loaded demo county. */
export async function start(_cluster, { port }) {
  const env = { YIZHAN_DATA: join(DATA, '..', 'bench-start'), DATABASE_URL: '' };
  await (await startServer({ port, env })).stop();
  const took = [];
  const memory = [];
  for (let time = 0; time < TIMES; time++) {
    const server = await startServer({ port, env });
    took.push(server.startMs);
    memory.push(residentMb(server.pid));
    await server.stop();
  }
  const ms = Math.round(median(took));
  const rss = Number.isNaN(memory[0]) ? 'not known here' : `${Math.round(median(memory))} MB`;
  return [
    {
      name: 'cold start with embedded PostgreSQL, loaded county',
      said: `${ms} ms (under ${MOST_MS}), resident ${rss}`,
      ms,
      failed: ms >= MOST_MS,
    },
  ];
}

/** The server alone, without PostgreSQL; Linux only. */
function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return NaN;
  }
}
