import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Kernel } from '../../../../src/domains/kernel.js';
import { createLog, latestHead, type LogOptions } from '../../../../src/domains/trace/log/index.js';
import { Policy } from '../../../../src/platform/policy/index.js';
import { createPrivacy } from '../../../../src/platform/privacy/index.js';
import { readNote } from '../../../../src/proof/index.js';
import { fixedClock } from '../../../../src/shared/clock.js';
import { SECRET } from '../../../kit/app.js';
import { commitments, openLog, type Log } from './logging.js';

let log: Log;
beforeEach(async () => {
  log = await openLog();
});
afterEach(() => log.stop());

function jobsOf(over: Partial<LogOptions>) {
  const kernel = {
    db: log.db,
    policy: new Policy(),
    privacy: createPrivacy(new Map([[1, SECRET]]), 1),
    clock: fixedClock('2026-11-27T00:00:00.000Z'),
  };
  const options = { county: '340323', publicUrl: null, headsUrl: null, ...over };
  return createLog(kernel as unknown as Kernel, options).recurring!;
}

test('each minute a head is signed if the log grew; the public host and the county name the log for ever', async () => {
  const [job, ...others] = jobsOf({ publicUrl: 'https://yizhan.example.cn' });
  expect([job!.name, job!.everySeconds, others]).toEqual(['trace.sign-head', 60, []]);
  await job!.work();
  expect(await latestHead(log.db)).toBeNull();
  await log.append(commitments(0, 3));
  await job!.work();
  const { note } = (await latestHead(log.db))!;
  expect([readNote(note)!.origin, readNote(note)!.size]).toEqual(['yizhan.example.cn/trace/340323', 3]);

  // The county moved to another host: its log is the same log.
  await log.append(commitments(3, 4));
  await jobsOf({ publicUrl: 'https://elsewhere.example.cn' })[0]!.work();
  const next = readNote((await latestHead(log.db))!.note)!;
  expect([next.origin, next.size]).toEqual(['yizhan.example.cn/trace/340323', 4]);
});

test('with an address for heads, an hourly job sends the newest', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => void bodies.push(chunk));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const headsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const [sign, post] = jobsOf({ headsUrl });
  expect([post!.name, post!.everySeconds]).toEqual(['trace.post-head', 3600]);
  await log.append(commitments(0, 3));
  await sign!.work();
  await post!.work();
  await post!.work();
  expect(bodies).toEqual([(await latestHead(log.db))!.note]);
  server.close();
});
