import { setTimeout as sleep } from 'node:timers/promises';

/** Chances, from a seed, so that a run can be had again. */
export type Random = () => number;

export interface GraphClientOptions {
  url: string;
  token?: () => Promise<string>;
  /** How likely an answer is lost on its way: the same is then asked again. */
  lostAnswers?: number;
  random: Random;
  /** Told of each answer that was lost. */
  onLost?: () => void;
}

export interface UserError {
  code: string;
  field: string | null;
}

/** A mutation's payload: its things and why it was refused. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents are written beside their use
export type Payload = any;

const TRIES = 60;

/** What the server says that is none of what was asked, after trying for a while. */
export class ServerTrouble extends Error {
  override readonly name = 'ServerTrouble';
}

/** A client of the graph that loses answers on purpose, and asks again as a machine on a bad line does. */
export class GraphClient {
  constructor(private readonly options: GraphClientOptions) {}

  /** Calls a mutation by its name; its input's type follows from that. */
  async call(name: string, input: object, want: string): Promise<Payload> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${want} userErrors { code field } } }`;
    return (await this.ask(query, { input }))[name];
  }

  async ask(query: string, variables: object = {}): Promise<Payload> {
    const body = JSON.stringify({ query, variables });
    const { lostAnswers = 0, random, onLost } = this.options;
    for (let lost = random() < lostAnswers; ; lost = false) {
      const answer = await this.send(body);
      if (!lost) return answer;
      onLost?.();
    }
  }

  /** Busy servers and lines that break are met by asking again: every command has a key, or is harmless. */
  private async send(body: string): Promise<Payload> {
    let trouble = '';
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries > 0) await sleep(Math.min(2_000, 50 << Math.min(tries, 6)));
      const token = await this.options.token?.();
      const response = await fetch(`${this.options.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body,
      }).catch((error: Error) => error);
      if (response instanceof Error) trouble = response.message;
      else if (response.status === 429 || response.status >= 500) trouble = `status ${response.status}`;
      else {
        const { data, errors } = (await response.json()) as { data?: Payload; errors?: { message: string }[] };
        if (!errors) return data;
        throw new ServerTrouble(errors.map(({ message }) => message).join('; '));
      }
    }
    throw new ServerTrouble(`${this.options.url} gives no answer: ${trouble}`);
  }
}

/** A mutation that must succeed. */
export async function must(what: Promise<Payload>): Promise<Payload> {
  const payload = await what;
  const errors = payload.userErrors as UserError[];
  if (errors.length === 0) return payload;
  throw new ServerTrouble(errors.map(({ code, field }) => `${code}${field ? ` at ${field}` : ''}`).join('; '));
}
