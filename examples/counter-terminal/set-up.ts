import { graphUrl, say as print } from '../settings.js';
import type { Line } from './line.js';

/** The demonstration county's operator, its first counter, and a till of it. */
const ACCOUNT = { username: 'county_operator', password: 'demo' };
const COUNTER = 'COUNTER-0001';
const KEY = 'the key of the till of the example';
const PACKED = 5;
const WEIGHED = 2;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
type Answered = Record<string, any>;

/**
 * What an operator does before a till can speak, on the demonstration county: a connection with a store and the till's key, and
 * some products that are listed on it and known by their codes. What is there already is left as it is.
 */
export async function setUp({ connection: code, deviceId }: Pick<Line, 'connection' | 'deviceId'>, store: string) {
  const signedIn = await change('signIn', ACCOUNT, 'session { token }').catch((error: Error) => {
    throw new Error(`this is no demonstration county, set YIZHAN_DEVICE_KEY (${error.message})`);
  });
  const token = signedIn['session'].token as string;
  const existing = await connectionOf(code, token);
  if (existing) return KEY;
  const settings = {
    stores: { [store]: { siteCode: COUNTER, scaleBarcodes: [{ prefix: '21', layout: 'FFWWWWWEEEEEC' }] } },
    devices: { [deviceId]: { store, key: KEY } },
  };
  const made = await change(
    'connectionCreate',
    { plugin: 'supermarket', code, name: '示范专柜', settings },
    'connection { id }',
    token,
  );
  const connectionId = made['connection'].id as string;
  for (const step of ['Verify', 'Activate'])
    await change(`connection${step}`, { connectionId }, '', token, 'ConnectionActionInput');
  const { products } = await ask('{ products(first: 100) { nodes { id name unit } } }', {}, token);
  const nodes = products.nodes as { id: string; name: string; unit: string }[];
  const isWeighed = ({ unit }: { unit: string }) => unit === 'KG';
  const packed = nodes.filter((one) => !isWeighed(one)).slice(0, PACKED);
  const weighed = nodes.filter(isWeighed).slice(0, WEIGHED);
  for (const [n, { id }] of [...packed, ...weighed].entries()) {
    await change('listingSet', { productId: id, channel: code, siteCodes: [] }, '', token);
    const known =
      n < packed.length
        ? { kind: 'product', externalId: ean(n + 1) }
        : { kind: 'sku', externalId: `plu:${String(n + 1).padStart(5, '0')}` };
    await change('channelLinkSet', { connectionId, ...known, id }, '', token, 'ChannelLinkInput');
  }
  print(`${code}: set up with ${packed.length} packed and ${weighed.length} weighed products, at ${COUNTER}`);
  return KEY;
}

async function connectionOf(code: string, token: string): Promise<string | undefined> {
  const { connections } = await ask('{ connections(first: 100) { nodes { id code } } }', {}, token);
  return (connections.nodes as { id: string; code: string }[]).find((one) => one.code === code)?.id;
}

/** A code of 13 digits from those that stores give out themselves. */
function ean(n: number): string {
  const digits = `29${String(n).padStart(10, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** One mutation, which must succeed; answers its payload. */
async function change(
  name: string,
  input: object,
  want: string,
  token?: string,
  type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`,
): Promise<Answered> {
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code message } } }`;
  const payload = (await ask(document, { input }, token))[name] as Answered;
  const [refusal] = payload['userErrors'] as { code: string; message: string }[];
  if (refusal) throw new Error(`${name} is refused: ${refusal.code} ${refusal.message}`);
  return payload;
}

async function ask(query: string, variables: object, token?: string): Promise<Answered> {
  const response = await fetch(graphUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Answered; errors?: { message: string }[] };
  if (errors || !data) throw new Error(errors?.[0]?.message ?? `the server answers ${response.status}`);
  return data;
}
