import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sockets are files; besides them a process has a few dozen. */
const BESIDES = 200;

/**
 * Starts the process of the subscribers. `ask(request, given)` has it done, see `live-crowd-process.js`; `reached(item,
 * version)` settles when a change has come to all of them, if `open` was asked to announce it.
 */
export async function startCrowd() {
  const child = fork(join(import.meta.dirname, 'live-crowd-process.js'));
  const answers = new EventEmitter().setMaxListeners(0);
  let asked = 0;
  child.on('message', ({ n, answer, error, received }) => {
    if (received) answers.emit(received);
    else if (n) answers.emit(`answer ${n}`, error, answer);
  });
  await once(child, 'message');
  return {
    pid: child.pid,
    async ask(request, given = {}) {
      const n = ++asked;
      const answered = once(answers, `answer ${n}`);
      child.send({ n, request, given });
      const [error, answer] = await answered;
      if (error) throw new Error(error);
      return answer;
    },
    reached: (item, version) => once(answers, `${item} ${version}`),
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** @throws Error where a process of this machine may not hold so many sockets */
export function requireSockets(n) {
  const most = Number(/Max open files\s+\d+\s+(\d+)/.exec(limitsText())?.[1] ?? Infinity);
  if (n + BESIDES > most)
    throw new Error(
      `${n} sockets need more than the ${most} files a process may open: raise the hard limit (ulimit -Hn)`,
    );
}

function limitsText() {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}

/** What should never be, said; '' when there was none of it. `allowed` names what this bench provokes itself. */
export const faultsText = (faults, allowed = []) =>
  Object.entries(faults)
    .filter(([name]) => !allowed.includes(name))
    .map(([name, n]) => `${n} ${name}`)
    .join(', ');
