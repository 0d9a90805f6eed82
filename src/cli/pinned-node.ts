import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The first file to be evaluated: under a Node too old for the rest it hands over to the one pinned in node_modules. */
const OLDEST = 22;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

if (Number(process.versions.node.split('.')[0]) < OLDEST) await handOver(pinnedNode());
else if (process.connected && process.env.YIZHAN_HANDED_OVER) endWithParent();

function pinnedNode(): string {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', windows ? 'node.exe' : 'node');
  } catch {
    process.stderr.write(
      `yizhan needs Node ${OLDEST} or newer, and this is ${process.version}: install it, or the optional package ${name}\n`,
    );
    process.exit(1);
  }
}

async function handOver(node: string): Promise<never> {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, YIZHAN_HANDED_OVER: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject).once('exit', (...ended) => resolve(ended));
  });
  for (const name of SIGNALS) process.removeAllListeners(name);
  if (signal) process.kill(process.pid, signal);
  process.exit(code ?? 1);
}

/** The one who was started may be killed hard; the one who serves must not be left over. */
function endWithParent(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
