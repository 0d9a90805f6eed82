import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from './errors.js';
import { account } from './methods/account.js';
import { items } from './methods/items.js';
import type { Method, Params } from './methods/method.js';
import { trades } from './methods/trades.js';
import { Shop } from './shop.js';
import { moment, write } from './wire.js';

const METHODS: Readonly<Record<string, Method>> = { ...trades, ...items, ...account };
const SKEW_MS = 10 * 60_000;

/** How the gateway misbehaves: with a status, a refusal, silence, a broken line, or an answer that comes to nothing. */
export interface Failure {
  readonly method?: string;
  /** How often; always, if it is not said. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refusal?: Refusal;
  readonly how?: 'hang' | 'reset' | 'garbage';
  /** It is done, and only the answer fails. */
  readonly after?: boolean;
}

export interface Gateway {
  readonly url: string;
  readonly shop: Shop;
  /** What was asked, refused calls too. */
  readonly asked: { method: string; params: Params }[];
  /** Called before each answer: for a shop that changes between two questions. */
  before: (method: string, params: Params) => void;
  /** What was done as it was asked, in order; `effect`: something is otherwise now. */
  readonly done: { method: string; params: Params; effect: boolean }[];
  fail(failure: Failure): void;
  heal(): void;
  /** Nothing listens, until it is opened again at the same address. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

/** Taobao's gateway on the loopback, with a shop of its own. */
export async function startGateway(): Promise<Gateway> {
  const shop = new Shop();
  let failures: (Failure & { left: number })[] = [];
  const next = (method: string): Failure | undefined => {
    const found = failures.find((one) => one.left > 0 && (!one.method || one.method === method));
    if (found) found.left--;
    return found;
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const params = await paramsOf(request);
    const method = params['method'] ?? '';
    gateway.asked.push({ method, params });
    gateway.before(method, params);
    const failure = next(method);
    if (failure?.after) perform(params);
    if (failure?.how === 'hang') return;
    if (failure?.how === 'reset') return void request.socket.destroy();
    response.setHeader('content-type', 'application/json;charset=utf-8');
    for (const [name, value] of Object.entries(failure?.headers ?? {})) response.setHeader(name, value);
    if (failure?.status) return void response.writeHead(failure.status).end('the gateway is not well');
    if (failure?.how === 'garbage') return void response.end('<html>busy</html>');
    response.end(write(failure?.refusal ? failure.refusal.body : perform(params)));
  };
  const perform = (params: Params): object => {
    const before = shop.print();
    const answered = answerOf(params, shop);
    if (!('error_response' in answered))
      gateway.done.push({ method: params['method']!, params, effect: shop.print() !== before });
    return answered;
  };
  const open = (port: number) => new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  await open(0);
  const { port } = server.address() as AddressInfo;
  const gateway: Gateway = {
    url: `http://127.0.0.1:${port}/router/rest`,
    shop,
    ...{ asked: [], done: [] },
    before: () => undefined,
    fail: (failure) => void failures.push({ ...failure, left: failure.times ?? Number.POSITIVE_INFINITY }),
    heal: () => void (failures = []),
    close: async () => {
      if (server.listening) await close();
    },
    open: async () => {
      if (!server.listening) await open(port);
    },
    stop: async () => {
      if (server.listening) await close();
    },
  };
  return gateway;
}

async function paramsOf(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const query = new URL(request.url ?? '/', 'http://gateway').searchParams;
  return Object.fromEntries([...query, ...new URLSearchParams(Buffer.concat(chunks).toString('utf8'))]);
}

function answerOf(params: Params, shop: Shop): object {
  try {
    check(params, shop);
    const method = METHODS[params['method']!];
    if (!method) throw new Refusal(22, 'Invalid Method');
    const name = `${params['method']!.replace(/^taobao\./, '').replaceAll('.', '_')}_response`;
    return { [name]: { ...method(params, shop), request_id: '15oh4nm2r3k7a' } };
  } catch (error) {
    if (error instanceof Refusal) return error.body;
    throw error;
  }
}

/** What every call must have, in the order in which the gateway looks. */
function check(params: Params, shop: Shop): void {
  if (!params['method']) throw new Refusal(21, 'Missing Method');
  if (params['app_key'] !== shop.appKey) throw new Refusal(29, 'Invalid App Key');
  const timestamp = moment(params['timestamp'] ?? '');
  if (!(Math.abs(timestamp - shop.now().getTime()) <= SKEW_MS)) throw new Refusal(31, 'Invalid Timestamp');
  if (params['v'] !== '2.0' || params['format'] !== 'json') throw new Refusal(33, 'Invalid Version');
  if (!params['sign']) throw new Refusal(24, 'Missing Signature');
  if (params['sign'] !== signature(params, shop.appSecret)) throw new Refusal(25, 'Invalid signature');
  if (!params['session']) throw new Refusal(26, 'Missing Session');
  if (params['session'] !== shop.session) throw new Refusal(27, 'Invalid session', 'isv.invalid-session');
}

/** The gateway's own reading of the rule. */
function signature(params: Params, secret: string): string {
  const names = Object.keys(params).filter((name) => name !== 'sign');
  const text = names.sort().reduce((joined, name) => joined.concat(name, params[name]!), '');
  switch (params['sign_method']) {
    case 'hmac':
      return createHmac('md5', secret).update(text).digest('hex').toUpperCase();
    case 'hmac-sha256':
      return createHmac('sha256', secret).update(text).digest('hex').toUpperCase();
    default:
      return createHash('md5').update(`${secret}${text}${secret}`).digest('hex').toUpperCase();
  }
}
