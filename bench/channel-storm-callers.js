import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import autocannon from 'autocannon';
import { KEY } from './nothing-channel.js';

// A process of its own, which gets the processor when nobody else wants it: what is felt of the storm is the server's work,
// as if its callers were on other machines.
setPriority(constants.priority.PRIORITY_LOW);
process.once('message', async ({ url, connections, seconds }) => {
  const body = () =>
    JSON.stringify({ id: randomUUID(), trade: '2811', status: 'WAIT_SELLER_SEND_GOODS', paid: '128.50' });
  const { requests, statusCodeStats, errors, timeouts } = await autocannon({
    url: `${url}/channels/stormy/said`,
    connections,
    duration: seconds,
    timeout: 30,
    method: 'POST',
    headers: { 'x-key': KEY, 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }],
  });
  const statuses = Object.fromEntries(Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]));
  process.send({ perSecond: requests.total / seconds, statuses, errors: errors + timeouts });
});
process.once('disconnect', () => process.exit());
