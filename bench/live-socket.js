import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';

/**
 * A reader of graphql-transport-ws as lean as it can be, so that thousands fit beside the server: one buffer for the
 * reads of all sockets, frames cut by hand, text handed over as bytes. Servers neither mask nor fragment what they send.
 */

const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 };
const reads = Buffer.allocUnsafe(1 << 20);
const NOTHING = Buffer.alloc(0);

/** A client's frame must be masked; the mask of zeros leaves the text as it is. */
function frame(opcode, payload) {
  const length = payload.length;
  if (length >= 65_536) throw new Error('a frame of a client is below 64 KB');
  const head = length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (length < 126 ? length : 126);
  if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

const text = (message) => frame(OPCODE.text, Buffer.from(JSON.stringify(message)));
const INIT = text({ type: 'connection_init' });
const ACK = Buffer.from('{"type":"connection_ack"');
const PING = Buffer.from('{"type":"ping"');
const PONG = text({ type: 'pong' });
const starts = (bytes, start, end, with_) =>
  end - start >= with_.length && bytes.compare(with_, 0, with_.length, start, start + with_.length) === 0;

/**
 * Subscribes once, with the id "1". `onText(bytes, start, end)` gets every message but the acknowledgement, and must not
 * keep `bytes`; `onOver(code, why)` is called once, with the server's close code, or 1006 where there was none.
 */
export function subscribe({ port, payload, onText, onOver }) {
  let rest = NOTHING;
  let open = false;
  let code = 1006;
  let why = 'the connection ended';
  let over = false;
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer: reads, callback: (n) => (take(n), true) },
  });
  const end = () => {
    if (over) return;
    over = true;
    onOver(code, why);
  };
  socket.on('error', (error) => (why = error.message)).on('close', end);
  const key = randomBytes(16).toString('base64');
  const headers = `host: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13`;
  socket.write(
    `GET /graphql HTTP/1.1\r\n${headers}\r\nsec-websocket-key: ${key}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );

  function take(n) {
    if (over) return;
    const bytes = rest.length > 0 ? Buffer.concat([rest, reads.subarray(0, n)]) : reads.subarray(0, n);
    rest = NOTHING;
    let at = 0;
    if (!open) {
      const blank = bytes.indexOf('\r\n\r\n');
      if (blank < 0) return keep(bytes, 0);
      if (!bytes.toString('latin1', 0, 12).endsWith(' 101')) {
        why = bytes.toString('latin1', 0, bytes.indexOf('\r'));
        return socket.destroy();
      }
      open = true;
      at = blank + 4;
      socket.write(INIT);
    }
    while (!over && at + 2 <= bytes.length) {
      let length = bytes[at + 1] & 0x7f;
      let start = at + 2;
      if (length === 126) {
        if (bytes.length < at + 4) break;
        length = bytes.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (bytes.length < at + 10) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (start + length > bytes.length) break;
      handle(bytes[at] & 0x0f, bytes, start, start + length);
      at = start + length;
    }
    keep(bytes, at);
  }

  function keep(bytes, at) {
    if (at < bytes.length) rest = Buffer.from(bytes.subarray(at));
  }

  function handle(opcode, bytes, start, end) {
    if (opcode === OPCODE.text) {
      if (starts(bytes, start, end, ACK)) socket.write(text({ id: '1', type: 'subscribe', payload }));
      else if (starts(bytes, start, end, PING)) socket.write(PONG);
      else onText(bytes, start, end);
    } else if (opcode === OPCODE.ping) socket.write(frame(OPCODE.pong, Buffer.from(bytes.subarray(start, end))));
    else if (opcode === OPCODE.close) {
      if (end - start >= 2) {
        code = bytes.readUInt16BE(start);
        why = bytes.toString('utf8', start + 2, end);
      }
      socket.destroy();
    }
  }

  return {
    /** Cuts the connection as a lost network does, and hears nothing more: `onOver` is not called. */
    drop: () => {
      over = true;
      socket.resetAndDestroy();
    },
    /** Reads no more, as a terminal that hangs: the server's buffers fill. */
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  };
}
