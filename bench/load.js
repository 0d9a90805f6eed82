import autocannon from 'autocannon';

/** Posts operations as fast as they are answered; `body(i)` makes the i-th. Any answer but 200 fails the round. */
export function postLoad({ url, connections, seconds, body }) {
  let sent = 0;
  const setupRequest = (request) => ({ ...request, body: body(sent++) });
  const headers = { 'content-type': 'application/json' };
  return run({
    url: `${url}/graphql`,
    connections,
    duration: seconds,
    method: 'POST',
    headers,
    requests: [{ setupRequest }],
  });
}

/** Gets paths in turn. */
export const getLoad = ({ url, connections, seconds, paths }) =>
  run({ url, connections, duration: seconds, requests: paths.map((path) => ({ method: 'GET', path })) });

async function run(options) {
  const { requests, latency, duration, non2xx, errors, timeouts } = await autocannon({ timeout: 30, ...options });
  if (non2xx + errors + timeouts > 0)
    throw new Error(`${non2xx} answers other than 200, ${errors} errors, ${timeouts} timeouts`);
  return { perSecond: requests.total / duration, p50: latency.p50, p99: latency.p99, total: requests.total };
}
