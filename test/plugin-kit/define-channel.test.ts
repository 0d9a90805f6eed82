import { expect, test } from '@jest/globals';
import {
  BadChannel,
  channelFaults,
  defineChannel,
  secret,
  secretPaths,
  z,
  type ChannelPlugin,
} from 'yizhan/plugin-kit';

const good: ChannelPlugin<{ url: string }> = {
  id: 'canteen',
  name: { zh: '食堂', en: 'Canteen' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['stock.push'],
  permissions: ['stock:read'],
  config: { version: 1, schema: z.object({ url: z.url() }) },
  verify: async () => undefined,
};

test('a good declaration is taken as it is, and cannot be changed afterwards', () => {
  const plugin = defineChannel(good);
  expect([plugin.id, Object.isFrozen(plugin), channelFaults(plugin)]).toEqual(['canteen', true, []]);
});

test.each([
  [{ id: 'Canteen' }, 'Canteen: `id` must match ^[a-z][a-z0-9]{1,29}$'],
  [{ version: 'one' }, 'canteen: `version` must be a semantic version such as 1.0.0'],
  [{ api: '^2' }, 'canteen: `api` is "^2": this host has version 1.0.0 of the kit'],
  [{ api: '^1.1' }, 'canteen: `api` is "^1.1": this host has version 1.0.0 of the kit'],
  [{ name: { zh: '食堂', en: '' } }, 'canteen: `name` needs zh and en'],
  [{ capabilities: ['fly'] }, 'canteen: capability "fly" is not known'],
  [{ permissions: ['all'] }, 'canteen: permission "all" is not known'],
  [{ config: undefined }, 'canteen: `config` needs a `version` and a `schema`'],
  [{ verify: undefined }, 'canteen: `verify` is missing'],
  [{ outbound: { subscribes: [], deliver: undefined } }, 'canteen: `outbound.deliver` is missing'],
  [
    { outbound: { subscribes: [{ event: 'weather', selection: '{ id }' }], deliver: async () => new Map() } },
    'canteen: there is no event "weather" to subscribe to',
  ],
  [
    { inbound: { polls: { all: { everySeconds: 0 } }, normalise: () => [] } },
    'canteen: poll all must wait a second at least',
  ],
  [{ graphql: { typeDefs: '', queries: { prepay: {} } } }, 'canteen: the field prepay must begin with canteen'],
])('a declaration with %j is refused by name', (over, fault) => {
  expect(channelFaults({ ...good, ...over } as never)).toEqual([fault]);
  expect(() => defineChannel({ ...good, ...over } as never)).toThrow(new BadChannel([fault]));
});

test('every fault is said at once', () => {
  expect(channelFaults({ ...good, version: '', api: '2' } as never)).toHaveLength(2);
});

test('secrets are found wherever they stand in the settings', () => {
  const schema = z.object({
    url: z.url(),
    key: secret('of the account'),
    pay: z.object({ cert: secret('of the merchant').optional(), id: z.string() }).optional(),
    other: secret('with a default').default('x'),
  });
  expect(secretPaths(schema)).toEqual(['key', 'pay.cert', 'other']);
});
