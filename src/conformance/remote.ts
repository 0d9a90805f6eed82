import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../plugin-kit/index.js';
import type { Manner } from './simulator.js';

export interface RemoteRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How it is to behave; `refusing` and `partial` are the handler's affair, the others are done for it. */
  readonly manner: Manner;
}

export interface RemoteReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export interface RemoteOptions {
  /** The seconds of `Retry-After` when it is busy. Default 30. */
  readonly busySeconds?: number;
  /** Its answer when it is busy, for protocols that have another than 429. */
  readonly busy?: RemoteReply;
  /** Its answer when it fails. Default 500. */
  readonly failing?: RemoteReply;
}

/** An HTTP server on the loopback that has the manners of a {@link Manner}: what a simulator of an HTTP API is built on. */
export class RemoteServer {
  #server: Server | undefined;
  #port = 0;
  #manner: Manner = 'well';
  readonly #unanswered = new Set<ServerResponse>();

  /** `handle` does what is asked and answers: it is also called where the answer is then withheld. */
  constructor(
    private readonly handle: (request: RemoteRequest) => RemoteReply | Promise<RemoteReply>,
    private readonly options: RemoteOptions = {},
  ) {}

  /** Such as `http://127.0.0.1:40123`; the same through all its lives. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#letGo();
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async behave(manner: Manner): Promise<void> {
    this.#manner = manner;
    this.#letGo();
    if (manner === 'down') await this.stop();
    else if (!this.#server) await this.start();
  }

  /** Those who still wait for an answer are cut off. */
  #letGo(): void {
    for (const response of this.#unanswered) response.destroy();
    this.#unanswered.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const manner = this.#manner;
    try {
      const read = await asRequest(request, manner);
      if (manner === 'busy') return send(response, this.options.busy ?? busy(this.options.busySeconds ?? 30));
      if (manner === 'failing')
        return send(response, this.options.failing ?? { status: 500, body: { error: 'failed' } });
      const reply = await this.handle(read);
      if (manner === 'hanging') this.#unanswered.add(response);
      else if (manner === 'resetting') request.socket.resetAndDestroy();
      else send(response, reply);
    } catch (error) {
      if (!response.destroyed)
        send(response, { status: 500, body: { error: `the simulator is broken: ${String(error)}` } });
    }
  }
}

const busy = (seconds: number): RemoteReply => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { error: 'too many requests' },
});

async function asRequest(request: IncomingMessage, manner: Manner): Promise<RemoteRequest> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body,
    manner,
  };
}

function send(response: ServerResponse, { status, headers, body }: RemoteReply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
