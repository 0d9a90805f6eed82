import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  BadRequest,
  defineChannel,
  NotVerified,
  secret,
  z,
  type Call,
  type Delivery,
  type DeliveryResult,
  type Intake,
  type RawRequest,
} from 'yizhan/plugin-kit';

const settings = z.object({ url: z.url(), key: secret('What both sides sign and prove themselves with') });
const order = z.object({ id: z.string(), at: z.iso.datetime(), item: z.string(), count: z.int(), amountFen: z.int() });

type Settings = z.infer<typeof settings>;
type Order = z.infer<typeof order>;

const TOLERANCE_SECONDS = 300;

export const roadside = defineChannel({
  id: 'roadside',
  name: { zh: '路边摊', en: 'Roadside stalls' },
  version: '0.1.0',
  api: '^1',
  capabilities: ['order.ingest', 'stock.push'],
  permissions: ['product:read', 'stock:read', 'order:read', 'order:write'],
  config: { version: 1, schema: settings },

  async verify(call) {
    const { status } = await ask(call, 'GET', 'account');
    if (status !== 200) throw new NotVerified('KEY_REFUSED', `They answer ${status}: is the key right?`, 'key');
  },

  inbound: {
    routes: {
      orders: {
        method: 'POST',
        path: 'orders',
        answers: 'stored',
        authenticate: (request, { config, clock }) => isSigned(request, config.key, clock.now()),
        read: ({ body }) => {
          const { data } = order.safeParse(parsed(body));
          if (!data) throw new BadRequest('this is no order');
          return [{ type: 'order', dedupeKey: data.id, orderingKey: null, body: data }];
        },
      },
    },
    normalise: ({ body }) => bought(body as Order),
  },

  outbound: {
    subscribes: [{ event: 'stock', selection: '{ stock { available } }' }],
    async deliver(batch, call) {
      const results = new Map<string, DeliveryResult>();
      for (const delivery of batch) results.set(delivery.id, await tell(delivery, call));
      return results;
    },
  },

  async health(call) {
    const { status } = await ask(call, 'GET', 'account');
    return status === 200
      ? { status: 'OK' }
      : { status: 'DOWN', code: `HTTP_${status}`, message: 'They do not answer.' };
  },
});

/** `signature: t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<raw body>">` */
function isSigned({ headers, body }: RawRequest, key: string, now: Date): boolean {
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers['signature'] ?? '') ?? [];
  if (!time || !given || Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE_SECONDS) return false;
  const right = createHmac('sha256', key).update(`${time}.`).update(body).digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), right);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function bought({ id, at, item, count, amountFen }: Order): Intake {
  const line = { product: { externalId: item }, quantity: String(count), amountFen };
  return { commands: [{ kind: 'order.import', order: { externalId: id, placedAt: at, lines: [line] } }] };
}

async function tell({ id, externalId, data }: Delivery, call: Call<Settings>): Promise<DeliveryResult> {
  // Nobody has said yet what they call it: an operator links it.
  if (!externalId) return { outcome: 'permanent', code: 'NOT_LINKED' };
  const left = (data as { stock: { available: string } } | null)?.stock.available ?? '0';
  const answer = await ask(call, 'PUT', `items/${encodeURIComponent(externalId)}`, { quantity: Number(left) }, id);
  if (answer.ok) return { outcome: 'ok' };
  const code = `HTTP_${answer.status}`;
  if (answer.status === 401) return { outcome: 'suspend', code };
  if (answer.status === 429) return { outcome: 'retry', code, afterSeconds: Number(answer.headers.get('retry-after')) };
  return { outcome: answer.status >= 500 ? 'retry' : 'permanent', code };
}

/** `id` is the delivery's: the same again is a repeat to them. */
const ask = ({ config, fetch }: Call<Settings>, method: string, path: string, body?: object, id?: string) =>
  fetch(`${config.url}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${config.key}`,
      'content-type': 'application/json',
      ...(id && { 'idempotency-key': id }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
