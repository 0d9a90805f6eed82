import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../../src/platform/config/index.js';

const SECRET = 'a secret of more than thirty-two characters';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yizhan-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('it was accepted');
}

describe('the configuration', () => {
  it('has a default for all but the secret', () => {
    expect(readConfig({ YIZHAN_DATA: folder, YIZHAN_SECRET: SECRET })).toEqual({
      production: false,
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: folder,
      redisUrl: null,
      seed: 'demo',
      secret: SECRET,
      logLevel: 'info',
      county: '340323',
      trustProxy: false,
      rateLimit: 600,
      slowestLoopMs: 1_000,
      databaseReadUrl: null,
      limits: { socketsPerAddress: 1_000, subscriptionsPerSocket: 50, subscriptionsPerCredential: 200 },
      logDays: 30,
      plugins: [],
      pluginPrivateAddresses: true,
      publicUrl: null,
      gs1Prefix: '200',
      headsUrl: null,
    });
  });

  it('takes what it is given, and cannot be changed afterwards', () => {
    const config = readConfig({
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db/yizhan',
      REDIS_URL: 'redis://cache:6379',
      YIZHAN_DATA: folder,
      YIZHAN_SEED: 'none',
      YIZHAN_SECRET: SECRET,
      LOG_LEVEL: 'warn',
      YIZHAN_COUNTY: '341322',
      YIZHAN_TRUST_PROXY: '2',
      YIZHAN_RATE_LIMIT: '0',
      YIZHAN_SLOWEST_LOOP_MS: '250',
      DATABASE_READ_URL: 'postgres://u:p@replica/yizhan',
      YIZHAN_SOCKETS_PER_ADDRESS: '0',
      YIZHAN_SUBSCRIPTIONS_PER_SOCKET: '7',
      YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL: '80',
      YIZHAN_LOG_DAYS: '90',
      YIZHAN_PLUGINS: '@partner/canteen, ./radio,',
      YIZHAN_PUBLIC_URL: 'https://yizhan.example.cn/',
      YIZHAN_GS1_PREFIX: '6901234',
      YIZHAN_HEADS_URL: 'https://witness.example.org/heads',
    });
    expect(config).toEqual({
      production: true,
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgres://u:p@db/yizhan',
      dataDir: folder,
      redisUrl: 'redis://cache:6379',
      seed: 'none',
      secret: SECRET,
      logLevel: 'warn',
      county: '341322',
      trustProxy: 2,
      rateLimit: 0,
      slowestLoopMs: 250,
      databaseReadUrl: 'postgres://u:p@replica/yizhan',
      limits: { socketsPerAddress: 0, subscriptionsPerSocket: 7, subscriptionsPerCredential: 80 },
      logDays: 90,
      plugins: ['@partner/canteen', './radio'],
      pluginPrivateAddresses: false,
      publicUrl: 'https://yizhan.example.cn',
      gs1Prefix: '6901234',
      headsUrl: 'https://witness.example.org/heads',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['1', 1],
    ['10.0.0.0/8, ::1', '10.0.0.0/8, ::1'],
  ])('reads YIZHAN_TRUST_PROXY=%s', (given, expected) => {
    expect(readConfig({ YIZHAN_DATA: folder, YIZHAN_TRUST_PROXY: given }).trustProxy).toBe(expected);
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ YIZHAN_DATA: folder, PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 4000, redisUrl: null });
  });

  it('names every bad value, what was given and what is expected, all at once', () => {
    const message = refusal({
      PORT: '65536',
      HOST: 'a b',
      DATABASE_URL: 'mysql://u:hidden@db/x',
      REDIS_URL: 'localhost:6379',
      YIZHAN_SEED: 'some',
      YIZHAN_SECRET: 'too short',
      LOG_LEVEL: 'loud',
      YIZHAN_COUNTY: '3403',
      YIZHAN_TRUST_PROXY: 'maybe',
      YIZHAN_RATE_LIMIT: '-1',
      YIZHAN_SLOWEST_LOOP_MS: 'fast',
      DATABASE_READ_URL: 'http://u:hidden@replica/x',
      YIZHAN_SOCKETS_PER_ADDRESS: 'many',
      YIZHAN_SUBSCRIPTIONS_PER_SOCKET: '100001',
      YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL: '1.5',
      YIZHAN_LOG_DAYS: '0',
      YIZHAN_PLUGIN_PRIVATE_ADDRESSES: 'yes',
      YIZHAN_PUBLIC_URL: 'https://yizhan.example.cn/shop',
      YIZHAN_GS1_PREFIX: '69 01234',
    });
    expect(message).toBe(
      [
        'The configuration is not valid:',
        '  PORT=65536: expected a whole number from 0 to 65535',
        '  HOST=a b: expected an address or a host name such as 0.0.0.0',
        '  DATABASE_URL=mysql://***@db/x: expected a URL such as postgres://user:password@host:5432/yizhan',
        '  REDIS_URL=localhost:6379: expected a URL such as redis://host:6379',
        '  YIZHAN_SEED=some: expected demo or none',
        '  YIZHAN_SECRET=(9 characters): expected at least 32 characters',
        '  LOG_LEVEL=loud: expected one of fatal, error, warn, info, debug, trace, silent',
        '  YIZHAN_COUNTY=3403: expected a county code of 6 digits such as 340323',
        '  YIZHAN_TRUST_PROXY=maybe: expected true, false, the number of proxies in front, or their addresses such as 10.0.0.0/8,127.0.0.1',
        '  YIZHAN_RATE_LIMIT=-1: expected a whole number from 0 to 1000000',
        '  YIZHAN_SLOWEST_LOOP_MS=fast: expected a whole number from 0 to 60000',
        '  DATABASE_READ_URL=http://***@replica/x: expected a URL such as postgres://user:password@replica:5432/yizhan',
        '  YIZHAN_SOCKETS_PER_ADDRESS=many: expected a whole number from 0 to 1000000',
        '  YIZHAN_SUBSCRIPTIONS_PER_SOCKET=100001: expected a whole number from 0 to 100000',
        '  YIZHAN_SUBSCRIPTIONS_PER_CREDENTIAL=1.5: expected a whole number from 0 to 1000000',
        '  YIZHAN_LOG_DAYS=0: expected a whole number from 1 to 36500',
        '  YIZHAN_PLUGIN_PRIVATE_ADDRESSES=yes: expected true or false',
        '  YIZHAN_PUBLIC_URL=https://yizhan.example.cn/shop: expected a URL without a path',
        '  YIZHAN_GS1_PREFIX=69 01234: expected a GS1 company prefix of 3 to 12 digits such as 6901234',
      ].join('\n'),
    );
  });

  it('asks for a secret outside demo mode', () => {
    const expected =
      'The configuration is not valid:\n  YIZHAN_SECRET is not set: expected at least 32 characters, as YIZHAN_SEED is none';
    expect(refusal({ YIZHAN_SEED: 'none' })).toBe(expected);
    expect(refusal({ NODE_ENV: 'production' })).toBe(expected);
  });

  it('makes the secret of a demo once, for its owner alone', () => {
    const data = join(folder, 'new', 'data');
    const { secret } = readConfig({ YIZHAN_DATA: data });
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(readConfig({ YIZHAN_DATA: data }).secret).toBe(secret);
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(`${secret}\n`);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
  });
});
