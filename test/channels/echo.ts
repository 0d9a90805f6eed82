import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  BadRequest,
  defineChannel,
  NotVerified,
  secret,
  z,
  type ChannelPlugin,
  type Delivery,
  type DeliveryResult,
  type InboundMessage,
  type Intake,
  type Json,
} from 'yizhan/plugin-kit';

/** Settings of the test's own channel: it says back what it is told, and does as it is told. */
export interface EchoConfig {
  url: string;
  key: string;
  selection?: string | undefined;
}

/** What a message's body says that it means. */
export interface EchoBody {
  id: string;
  about?: string;
  sequence?: { stream: string; number: number };
  intake: Intake;
}

export const signed = (key: string, body: string): string => createHmac('sha256', key).update(body).digest('hex');

export type EchoPlugin = ChannelPlugin<EchoConfig>;

/** Where a test takes hold of the plug-in: what is set is called in place of what it does by itself. */
export interface EchoHooks {
  normalise?: (message: InboundMessage) => Promise<Intake> | Intake;
  deliver?: (batch: readonly Delivery[], signal: AbortSignal) => Promise<ReadonlyMap<string, DeliveryResult>>;
  poll?: (cursor: Json) => Promise<{ messages: InboundMessage[]; cursor: Json; more: boolean }>;
  confirm?: () => Promise<void>;
}

export function echoPlugin(id = 'echo', hooks: EchoHooks = {}, over: Partial<EchoPlugin> = {}): EchoPlugin {
  return defineChannel<EchoConfig>({
    id,
    name: { zh: '回声', en: 'Echo' },
    version: '1.0.0',
    api: '^1',
    capabilities: ['order.ingest', 'stock.push', 'catalogue.publish'],
    permissions: ['product:read', 'stock:read', 'order:read', 'order:write'],
    config: {
      version: 2,
      schema: z.object({ url: z.url(), key: secret('signs requests'), selection: z.string().optional() }),
      upgrade: (stored, from) => ({ ...stored, url: `${String(stored['address'])}?from=${from}`, address: undefined }),
    },
    verify: async ({ fetch, config }) => {
      const { status } = await fetch(`${config.url}/verify`, { headers: { authorization: config.key } });
      if (status !== 204) throw new NotVerified('WRONG_KEY', `the key ${config.key} is not ours`, 'key');
    },
    inbound: {
      routes: {
        stored: { method: 'POST', path: 'stored', answers: 'stored', ...both },
        executed: { method: 'POST', path: 'executed/:kind', answers: 'executed', answerWithinMs: 2_000, ...both },
      },
      ...(hooks.poll && {
        polls: { all: { everySeconds: 1, poll: hooks.poll, ...(hooks.confirm && { confirm: hooks.confirm }) } },
      }),
      normalise: (message) => hooks.normalise?.(message) ?? (message.body as unknown as EchoBody).intake,
    },
    outbound: {
      subscribes: ({ selection }) => [
        { event: 'product', selection: '{ id name }' },
        { event: 'stock', selection: selection ?? '{ id stock { available } }' },
        { event: 'order', selection: '{ id status }' },
      ],
      batch: 3,
      deliver: async (batch, call) => {
        if (hooks.deliver) return hooks.deliver(batch, call.signal);
        const response = await call.fetch(`${call.config.url}/deliveries`, {
          method: 'POST',
          body: JSON.stringify(batch),
        });
        return new Map(Object.entries((await response.json()) as Record<string, DeliveryResult>));
      },
    },
    limits: { timeoutMs: 1_000, rps: 1_000 },
    ...over,
  });
}

const both: Pick<
  NonNullable<NonNullable<EchoPlugin['inbound']>['routes']>[string],
  'authenticate' | 'read' | 'acknowledge'
> = {
  authenticate: ({ body, headers }, { config }) => {
    const wanted = Buffer.from(signed(config.key, Buffer.from(body).toString()));
    const given = Buffer.from(headers['x-signature'] ?? '');
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  },
  read: ({ body }) => {
    let parsed: EchoBody[];
    try {
      parsed = JSON.parse(Buffer.from(body).toString()) as EchoBody[];
    } catch {
      throw new BadRequest('this is not JSON');
    }
    return parsed.map((one) => ({
      type: 'echo',
      dedupeKey: one.id,
      orderingKey: one.about ?? null,
      body: one as unknown as Json,
      ...(one.sequence && { sequence: one.sequence }),
    }));
  },
  acknowledge: (outcomes) => ({
    status: 200,
    body: outcomes.map(({ state, duplicate, code, results }) => ({
      state,
      duplicate,
      code: code ?? null,
      results: results as unknown as Json,
    })),
  }),
};
