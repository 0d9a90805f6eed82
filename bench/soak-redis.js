import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

/** A Redis of the bench's own, from `redis-server` on the PATH, with nothing kept on disk. */
export async function startRedis(port) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = once(child, 'exit').catch((error) => {
    throw new Error(`the soak needs redis-server on the PATH: ${error.message}`);
  });
  const url = `redis://127.0.0.1:${port}`;
  const client = createClient({ url, socket: { reconnectStrategy: () => 50 } });
  client.on('error', () => undefined);
  await Promise.race([client.connect(), ended.then(() => sleep(0))]);
  // Another's Redis on this port must not be flushed.
  const mine = client.isReady && /process_id:(\d+)/.exec(await client.info('server'))?.[1] === String(child.pid);
  if (!mine) {
    client.destroy();
    child.kill();
    throw new Error(`port ${port} has no redis-server of this bench`);
  }
  return {
    url,
    flush: () => client.sendCommand(['FLUSHALL']),
    async stop() {
      client.destroy();
      child.kill();
      await ended;
    },
  };
}
