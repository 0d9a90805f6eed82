import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { TextFrames } from '../../../src/app/live/text-frames.js';

/** An independent reader of frames: the client of `ws`. */
const server = createServer();
let peer: Socket;
let client: WebSocket;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.once('connection', (socket) => {
    peer = socket;
    socket.once('data', (request) => {
      const key = /sec-websocket-key: (.+)\r\n/i.exec(String(request))![1]!;
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
      );
    });
  });
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(client, 'open');
});
afterAll(() => {
  client.terminate();
  peer.destroy();
  server.close();
});

test('frames of every length class are read as what was put in', async () => {
  const frames = new TextFrames();
  const prefix = Buffer.from('{"payload":');
  // Around 125/126 and 65,535/65,536 bytes the header changes; characters of three bytes count as three.
  for (const length of [1, 111, 112, 113, 114, 115, 65_522, 65_523, 65_524, 65_525, 300_000]) {
    const text = `"${'x'.repeat(length)}"`;
    for (const again of [1, 2]) {
      const message = once(client, 'message');
      peer.write(frames.frame(prefix, text));
      const [data, binary] = (await message) as [Buffer, boolean];
      expect([again, binary, String(data)]).toEqual([again, false, `{"payload":${text}}`]);
    }
  }
  const message = once(client, 'message');
  peer.write(frames.frame(prefix, '"固镇黑花生"'));
  expect(String((await message)[0])).toBe('{"payload":"固镇黑花生"}');
});
