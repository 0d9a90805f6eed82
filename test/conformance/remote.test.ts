import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RemoteServer } from 'yizhan/plugin-kit/conformance';
import { openLine } from '../../src/conformance/line.js';

describe('a simulated remote side', () => {
  let handled: string[];
  let remote: RemoteServer;
  beforeEach(async () => {
    handled = [];
    remote = new RemoteServer(({ method, path, query, headers, body, manner }) => {
      handled.push(`${method} ${path} ${JSON.stringify(query)} ${headers['x-one']} ${body} ${manner}`);
      return { status: 201, headers: { 'x-two': 'b' }, body: { ok: true } };
    });
    await remote.start();
  });
  afterEach(() => remote.stop());

  const post = () => fetch(`${remote.url}/a?b=1`, { method: 'POST', headers: { 'x-one': 'a' }, body: 'text' });

  it('answers what its handler does', async () => {
    const response = await post();
    expect([response.status, response.headers.get('x-two'), await response.json()]).toEqual([201, 'b', { ok: true }]);
    expect(handled).toEqual(['POST /a {"b":"1"} a text well']);
  });

  it('is busy, or fails, without doing anything', async () => {
    await remote.behave('busy');
    const busy = await post();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '30']);
    await remote.behave('failing');
    expect((await post()).status).toBe(500);
    expect(handled).toEqual([]);
  });

  it('hanging, does what it is told and never answers; cut off once it behaves', async () => {
    await remote.behave('hanging');
    const answer = post().then(
      () => 'answered',
      () => 'cut off',
    );
    while (handled.length === 0) await sleep(5);
    await remote.behave('well');
    expect(await answer).toBe('cut off');
  });

  it('resetting, does what it is told and cuts the connection', async () => {
    await remote.behave('resetting');
    await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(handled).toHaveLength(1);
  });

  it('down, cannot be reached, and comes back at the same address', async () => {
    const { url } = remote;
    await remote.behave('down');
    await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await remote.behave('refusing');
    expect([remote.url, (await post()).status]).toEqual([url, 201]);
    expect(handled).toEqual(['POST /a {"b":"1"} a text refusing']);
  });

  it('says what is wrong with its handler', async () => {
    const broken = new RemoteServer(() => {
      throw new Error('no such item');
    });
    await broken.start();
    const response = await fetch(broken.url);
    expect([response.status, await response.json()]).toEqual([
      500,
      { error: 'the simulator is broken: Error: no such item' },
    ]);
    await broken.stop();
  });
});

describe('a line to the database', () => {
  it('carries both ways, and is cut at once and for good', async () => {
    const far = createServer((socket) =>
      socket.on('data', (data) => socket.write(`you said ${String(data)}`)).on('error', () => undefined),
    );
    await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
    const { port } = far.address() as AddressInfo;
    const line = await openLine(`postgres://user:word@127.0.0.1:${port}/yizhan?x=1`);
    const near = new URL(line.url);
    expect([near.username, near.password, near.pathname, near.search]).toEqual(['user', 'word', '/yizhan', '?x=1']);

    const socket = connect(Number(near.port), '127.0.0.1');
    socket.write('hello');
    expect(String((await once(socket, 'data'))[0])).toBe('you said hello');
    const closed = once(socket, 'close');
    await line.cut();
    await closed;
    await expect(once(connect(Number(near.port), '127.0.0.1'), 'connect')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    far.close();
  });
});
