import { resolve } from 'node:path';
import { z } from 'zod';
import { demoSecret } from './demo-secret.js';
import { shown } from './shown.js';

export type SeedName = 'demo' | 'none';
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the process was told, checked once. Every path is absolute; a null URL means "our own". */
export interface Config {
  readonly production: boolean;
  /** 0 lets the system choose (tests). */
  readonly port: number;
  readonly host: string;
  /** null: the embedded PostgreSQL below `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** null: one process, an in-process bell. */
  readonly redisUrl: string | null;
  readonly seed: SeedName;
  readonly secret: string;
  readonly logLevel: LogLevel;
  /** Division code of the county served, 6 digits. */
  readonly county: string;
  /** As Fastify's `trustProxy`: no proxy, any proxy, this many hops, or these addresses. */
  readonly trustProxy: boolean | number | string;
  /** Requests a second from one address; 0 is without limit. */
  readonly rateLimit: number;
  /** Requests are refused with 503 while the event loop is later than this on average, in ms; 0 refuses none. */
  readonly slowestLoopMs: number;
  /** Public reading goes to a replica; null: to the primary as well. */
  readonly databaseReadUrl: string | null;
  /** Subscriptions at once; 0 is without limit. */
  readonly limits: {
    readonly socketsPerAddress: number;
    readonly subscriptionsPerSocket: number;
    readonly subscriptionsPerCredential: number;
  };
  /** How long events are kept at least. */
  readonly logDays: number;
  /** Plug-ins beside those that come with the platform: npm packages or folders. */
  readonly plugins: readonly string[];
  /** Plug-ins may reach private addresses: the operator's own network, and this machine. */
  readonly pluginPrivateAddresses: boolean;
  /** Where buyers reach this server, without a path: what a printed code leads to. null: not told, codes name this machine. */
  readonly publicUrl: string | null;
  /** GS1 company prefix of the county, 3 to 12 digits; 200 to 299 are for use within the county alone. */
  readonly gs1Prefix: string;
  /** Where the newest head of the trace log is posted once a day, out of the operator's hands; null: nowhere. */
  readonly headsUrl: string | null;
}

/** Bad values in the environment: `message` lists every one, and is meant for the operator without a stack. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SECRET_LENGTH = 32;

const wholeNumber = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected);
};

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => {
    const parsed = URL.parse(text);
    return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== '';
  }, `a URL such as ${example}`);

const proxy = z
  .string()
  .regex(
    /^(true|false|\d{1,2}|[\da-fA-F.:]+(\/\d{1,3})?(\s*,\s*[\da-fA-F.:]+(\/\d{1,3})?)*)$/,
    'true, false, the number of proxies in front, or their addresses such as 10.0.0.0/8,127.0.0.1',
  )
  .transform((text) => (/^(true|false)$/.test(text) ? text === 'true' : /^\d{1,2}$/.test(text) ? Number(text) : text));

const variables = z.object({
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an address or a host name such as 0.0.0.0')
    .optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/yizhan').optional(),
  YIZHAN_DATA: z.string().optional(),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  YIZHAN_SEED: z.enum(['demo', 'none'], 'demo or none').optional(),
  YIZHAN_SECRET: z.string().min(SECRET_LENGTH, `at least ${SECRET_LENGTH} characters`).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).optional(),
  YIZHAN_COUNTY: z
    .string()
    .regex(/^[1-8]\d{5}$/, 'a county code of 6 digits such as 340323')
    .optional(),
  YIZHAN_TRUST_PROXY: proxy.optional(),
  YIZHAN_RATE_LIMIT: wholeNumber(0, 1_000_000).optional(),
  YIZHAN_SLOWEST_LOOP_MS: wholeNumber(0, 60_000).optional(),
  DATABASE_READ_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@replica:5432/yizhan').optional(),
  YIZHAN_SOCKETS_PER_ADDRESS: wholeNumber(0, 1_000_000).optional(),
  YIZHAN_SUBSCRIPTIONS_PER_SOCKET: wholeNumber(0, 100_000).optional(),
  YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL: wholeNumber(0, 1_000_000).optional(),
  YIZHAN_LOG_DAYS: wholeNumber(1, 36_500).optional(),
  YIZHAN_PLUGINS: z.string().optional(),
  YIZHAN_PLUGIN_PRIVATE_ADDRESSES: z.enum(['true', 'false'], 'true or false').optional(),
  YIZHAN_PUBLIC_URL: url(['http:', 'https:'], 'https://yizhan.example.cn')
    .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', 'a URL without a path')
    .optional(),
  YIZHAN_GS1_PREFIX: z
    .string()
    .regex(/^\d{3,12}$/, 'a GS1 company prefix of 3 to 12 digits such as 6901234')
    .optional(),
  YIZHAN_HEADS_URL: url(['http:', 'https:'], 'https://witness.example.org/heads').optional(),
});

type Variable = keyof z.input<typeof variables>;

/**
 * Reads and checks the environment; an empty value counts as unset. In demo mode without `YIZHAN_SECRET` the secret kept
 * in the data folder is used, and made there when absent.
 *
 * @throws ConfigError with every bad value at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const names = Object.keys(variables.shape) as Variable[];
  const given = Object.fromEntries(names.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = variables.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]) as Variable;
    return `${name}=${shown(name, given[name] ?? '')}: expected ${issue.message}`;
  });

  const production = env.NODE_ENV === 'production';
  // A production server that forgot to say what it wants must not come up with made-up households and a made-up secret.
  const seed = given.YIZHAN_SEED ?? (production ? 'none' : 'demo');
  if (!given.YIZHAN_SECRET && seed === 'none') {
    problems.push(`YIZHAN_SECRET is not set: expected at least ${SECRET_LENGTH} characters, as YIZHAN_SEED is none`);
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);

  const value = parsed.data;
  const dataDir = resolve(value.YIZHAN_DATA ?? '.data');
  return Object.freeze({
    production,
    port: value.PORT ?? 4000,
    host: value.HOST ?? '127.0.0.1',
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir,
    redisUrl: value.REDIS_URL ?? null,
    seed: seed as SeedName,
    secret: value.YIZHAN_SECRET ?? demoSecret(dataDir),
    logLevel: value.LOG_LEVEL ?? 'info',
    county: value.YIZHAN_COUNTY ?? '340323',
    trustProxy: value.YIZHAN_TRUST_PROXY ?? false,
    rateLimit: value.YIZHAN_RATE_LIMIT ?? 600,
    slowestLoopMs: value.YIZHAN_SLOWEST_LOOP_MS ?? 1_000,
    databaseReadUrl: value.DATABASE_READ_URL ?? null,
    limits: {
      socketsPerAddress: value.YIZHAN_SOCKETS_PER_ADDRESS ?? 1_000,
      subscriptionsPerSocket: value.YIZHAN_SUBSCRIPTIONS_PER_SOCKET ?? 50,
      subscriptionsPerCredential: value.YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL ?? 200,
    },
    logDays: value.YIZHAN_LOG_DAYS ?? 30,
    plugins: (value.YIZHAN_PLUGINS ?? '').split(',').flatMap((name) => name.trim() || []),
    pluginPrivateAddresses: (value.YIZHAN_PLUGIN_PRIVATE_ADDRESSES ?? String(seed === 'demo')) === 'true',
    publicUrl: value.YIZHAN_PUBLIC_URL ? new URL(value.YIZHAN_PUBLIC_URL).origin : null,
    gs1Prefix: value.YIZHAN_GS1_PREFIX ?? '200',
    headsUrl: value.YIZHAN_HEADS_URL ?? null,
  });
}
