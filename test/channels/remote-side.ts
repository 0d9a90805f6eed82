import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Delivery, DeliveryResult } from 'yizhan/plugin-kit';

/** The other end of the test's channel: takes deliveries, and answers them as the test says. */
export interface RemoteSide {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** The answer to each delivery; `ok` unless a test says otherwise. */
  answer: (delivery: Delivery) => DeliveryResult;
  /** Status of every answer; 200 unless a test says otherwise. */
  status: number;
  key: string;
  /** From now on nothing is answered, though it is taken, until it is released. */
  hold(): { release(): void };
  stop(): Promise<void>;
}

export async function startRemoteSide(key: string): Promise<RemoteSide> {
  const side = { deliveries: [] as Delivery[], answer: () => ({ outcome: 'ok' }) as DeliveryResult, status: 200, key };
  let held: Promise<void> | undefined;
  const server = createServer((request, response) => {
    void handle(request).then(({ status, body }) => response.writeHead(status).end(body));
  });
  async function handle(request: IncomingMessage): Promise<{ status: number; body?: string }> {
    const body = (await buffer(request)).toString();
    if (remote.status !== 200) return { status: remote.status };
    if (request.url === '/verify') return { status: request.headers.authorization === remote.key ? 204 : 401 };
    const batch = JSON.parse(body) as Delivery[];
    remote.deliveries.push(...batch);
    await held;
    return { status: 200, body: JSON.stringify(Object.fromEntries(batch.map((one) => [one.id, remote.answer(one)]))) };
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const remote: RemoteSide = Object.assign(side, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return { release: () => ((held = undefined), resolve()) };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return remote;
}
