import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isPrivateAddress } from './private-address.js';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

const CONNECT_MS = 5_000;
const BODY_MS = 60_000;
const LARGEST_ANSWER = 64 * 1024 * 1024;

const refused = (host: string) =>
  Object.assign(new Error(`${host} is a private address: it is not allowed here`), { code: 'PRIVATE_ADDRESS' });

/**
 * Resolves, refuses private addresses, and answers the very addresses that were looked at: the connection goes to one of
 * them, so that a second answer of the name server cannot lead elsewhere.
 */
const publicOnly: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const addresses = found as unknown as LookupAddress[];
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(refused(host), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/** Every connection is looked at, those of redirects too. A host written as an address is never resolved, and tested here. */
function guarded(): Dispatcher {
  const connect = buildConnector({ lookup: publicOnly, timeout: CONNECT_MS });
  return new Agent({
    bodyTimeout: BODY_MS,
    maxResponseSize: LARGEST_ANSWER,
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) && isPrivateAddress(host)) callback(refused(host), null);
      else connect(options, callback);
    },
  });
}

const open = (): Dispatcher =>
  new Agent({ bodyTimeout: BODY_MS, maxResponseSize: LARGEST_ANSWER, connect: { timeout: CONNECT_MS } });

/** `fetch` for plug-ins: to the public internet alone, unless private addresses are allowed. HTTP and HTTPS, nothing else. */
export function createGuardedFetch(allowPrivate: boolean): { fetch: Fetch; close(): Promise<void> } {
  const dispatcher = allowPrivate ? open() : guarded();
  return {
    fetch: async (url, init) => {
      if (!/^https?:/i.test(url)) throw new TypeError('fetch failed: only http and https are allowed');
      return fetch(url, { ...init, dispatcher } as RequestInit);
    },
    close: () => dispatcher.destroy(),
  };
}
