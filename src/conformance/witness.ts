import {
  secretPaths,
  type AnyChannel,
  type Call,
  type Delivery,
  type DeliveryResult,
  type Limits,
} from '../plugin-kit/index.js';
import type { Settings } from './simulator.js';

/** One call of a plug-in's function, as seen from the host. */
export interface Witnessed {
  readonly what: string;
  /** The host gave up on it before it was done. */
  abortedAt?: number;
  settledAt?: number;
}

/** What `deliver` was given, and what it answered; null until it has, and for good where it threw. */
export interface DeliverCall {
  readonly batch: readonly Delivery[];
  results: ReadonlyMap<string, DeliveryResult> | null;
  over: boolean;
}

type Deliver = (
  batch: readonly Delivery[],
  call: Call<unknown>,
  next: () => Promise<ReadonlyMap<string, DeliveryResult>>,
) => Promise<ReadonlyMap<string, DeliveryResult>>;

/**
 * A plug-in as it is, with a witness beside each of its functions: when it was called, aborted and settled, and everything
 * that it said before the host took the secrets out. Nothing that it does is changed, but where a case puts itself before
 * `deliver`.
 */
export class Witness {
  readonly plugin: AnyChannel;
  readonly calls: Witnessed[] = [];
  readonly deliveries: DeliverCall[] = [];
  /** What it threw, logged and answered, and where. */
  readonly said: { readonly where: string; readonly text: string }[] = [];
  beforeDeliver: Deliver | null = null;
  readonly #limits: { -readonly [Name in keyof Limits]: Limits[Name] };
  readonly #timeoutMs: number | undefined;

  constructor(original: AnyChannel) {
    const watched = this.#watched(original, original.id) as AnyChannel;
    this.#timeoutMs = watched.limits?.timeoutMs;
    this.#limits = { ...watched.limits, rps: RPS };
    this.plugin = { ...watched, limits: this.#limits };
  }

  /** A long wait proves no more than a short one: how long the host waits for a call, or null for the plug-in's own limit. */
  patience(ms: number | null): void {
    this.#limits.timeoutMs = ms ?? this.#timeoutMs;
  }

  /** Those of the secrets that it said, with where: nothing of a connection's secrets may leave a plug-in but to the remote side. */
  leaks(secrets: readonly string[]): string[] {
    const found = this.said.filter(({ text }) => secrets.some((value) => text.includes(value)));
    return [...new Set(found.map(({ where }) => where))];
  }

  /** The schema of settings is data: it stays what it is, as do lists and texts. */
  #watched(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const watched: Record<string, unknown> = {};
    for (const [key, inner] of membersOf(value)) {
      const where = `${path}.${key}`;
      if (typeof inner === 'function') watched[key] = this.#function(where, inner.bind(value) as AnyFunction);
      else watched[key] = key === 'config' ? inner : this.#watched(inner, where);
    }
    return watched;
  }

  #function(where: string, original: AnyFunction): AnyFunction {
    const name = where.split('.').slice(1).join('.');
    return (...given: unknown[]) => {
      const args = given.map((arg) => (isCall(arg) ? this.#heard(arg, name) : arg));
      const call = given.find(isCall);
      const witnessed: Witnessed = { what: name };
      this.calls.push(witnessed);
      // A call that is over is aborted too, so that nothing outlives it.
      const onAbort = () => witnessed.settledAt === undefined && (witnessed.abortedAt ??= Date.now());
      call?.signal.addEventListener('abort', onAbort, { once: true });
      const settle = (text?: unknown) => {
        witnessed.settledAt = Date.now();
        this.#note(name, text);
      };
      try {
        const answer = name === 'outbound.deliver' ? this.#deliver(args, original) : original(...args);
        if (!(answer instanceof Promise)) return (settle(answer), answer);
        return answer.then(
          (value: unknown) => (settle(value), value),
          (error: unknown) => {
            settle(error);
            throw error;
          },
        );
      } catch (error) {
        settle(error);
        throw error;
      }
    };
  }

  async #deliver(args: unknown[], original: AnyFunction): Promise<unknown> {
    const [batch, call] = args as [readonly Delivery[], Call<unknown>];
    const seen: DeliverCall = { batch, results: null, over: false };
    this.deliveries.push(seen);
    const next = () => original(batch, call) as Promise<ReadonlyMap<string, DeliveryResult>>;
    try {
      seen.results = await (this.beforeDeliver ? this.beforeDeliver(batch, call, next) : next());
      return seen.results;
    } finally {
      seen.over = true;
    }
  }

  /** The call with a log that is listened to. */
  #heard(call: Call<unknown>, where: string): Call<unknown> {
    const listen =
      (level: 'debug' | 'info' | 'warn') => (message: string, facts?: Readonly<Record<string, unknown>>) => {
        this.#note(`${where}, in its log`, [message, facts]);
        call.log[level](message, facts);
      };
    const log = { debug: listen('debug'), info: listen('info'), warn: listen('warn') };
    return { ...call, log };
  }

  #note(where: string, said: unknown): void {
    if (said !== undefined && said !== null) this.said.push({ where, text: asText(said) });
  }
}

/** How many requests a second it may make is the host's affair. */
const RPS = 1_000;

/** Its own members, and those of its classes. */
function membersOf(value: object): [string, unknown][] {
  const found = new Map<string, unknown>();
  for (let at = value; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const key of Object.getOwnPropertyNames(at))
      if (key !== 'constructor' && !found.has(key)) found.set(key, (value as Record<string, unknown>)[key]);
  return [...found];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any function of a plug-in
type AnyFunction = (...args: any[]) => any;

const isCall = (value: unknown): value is Call<unknown> =>
  typeof value === 'object' && value !== null && 'connection' in value && 'signal' in value && 'log' in value;

/** All that can be read in it: an error's message, cause and stack, and what hangs on it. */
export function asText(value: unknown): string {
  if (value instanceof Error) return `${value.stack} ${asText({ ...value, cause: value.cause })}`;
  const seen = new WeakSet<object>();
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return String(inner);
    if (typeof inner !== 'object' || inner === null) return inner;
    if (seen.has(inner)) return undefined;
    seen.add(inner);
    if (inner instanceof Map) return [...inner];
    if (inner instanceof Uint8Array) return Buffer.from(inner).toString('utf8');
    if (inner instanceof Error) return { ...inner, message: inner.message, stack: inner.stack, cause: inner.cause };
    return inner;
  });
  return text ?? '';
}

/** The values of a connection's secrets. */
export function secretsOf({ config }: AnyChannel, settings: Settings): string[] {
  const valueAt = (path: string) =>
    path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], settings);
  return secretPaths(config.schema)
    .map(valueAt)
    .filter((value): value is string => typeof value === 'string' && value.length > 0);
}
