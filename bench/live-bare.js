import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/**
 * What the fan-out is measured against: `ws` and one string sent to every socket. The parent sends a captured message,
 * then changes; each is the captured message with the next version of its item and the moment it is sent.
 */
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
let snapshot = '';

sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type } = JSON.parse(data.toString());
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    else if (type === 'subscribe') socket.send(snapshot);
  });
});

process.on('message', ({ captured, item, version }) => {
  if (captured) {
    snapshot = captured;
    return;
  }
  const { before, id, after } = item;
  // Written once, sent to all: with the same prefix for each socket that a subscription's id makes.
  const json = `${before}${new Date().toISOString()}${id}${version}${after}`;
  const prefix = '{"id":"1","type":"next","payload":';
  for (const socket of sockets.clients) socket.send(`${prefix}${json}}`);
});
process.on('disconnect', () => process.exit());

http.listen(Number(process.env.PORT), '127.0.0.1', () => process.send('listening'));
