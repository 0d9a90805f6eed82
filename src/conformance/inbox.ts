import { expect, Failed, shown } from './failed.js';
import type { ConnectionKeeper } from './connection.js';
import type { Declared } from './declared.js';
import { hasRoutes } from './declared.js';
import type { Host } from './host.js';
import { isSame } from './same.js';
import type { ChannelSimulator, Said, SignedRequest, Signing, Story } from './simulator.js';
import { until } from './until.js';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** How much is there: what a case compares before and after. */
export interface Standing {
  /** Messages of the connection that are kept. */
  readonly messages: number;
  /** Events of the whole log: every effect on us has its own. */
  readonly events: number;
}

const STANDING = `
  select (select count(*)::int from inbox_message where connection = $1) as messages,
         (select pos::int from feed_head) + (select count(*)::int from pending_event) as events`;
/** A message that waits asks for another moment: here that moment is now. */
const WAKE = `update inbox_message set next_at = now() where connection = $1 and state in ('PENDING', 'WAITING')`;
const UNFINISHED = `select type, state, code, note from inbox_message where connection = $1 and state <> 'DONE' order by id`;

/** What the remote side says to us, and what became of it. */
export class Inbox {
  /** Every answer that they got. */
  readonly answers: HttpAnswer[] = [];

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionKeeper,
    private readonly simulator: ChannelSimulator,
    private readonly declared: Declared,
  ) {}

  signed(said: Said, signing: Signing = { at: new Date(), as: 'genuine' }): SignedRequest {
    return this.simulator.inbound!.request!(said, signing);
  }

  async send({ method, path, query, headers, body }: SignedRequest): Promise<HttpAnswer> {
    const url = new URL(`${this.host.url}/channels/${this.connection.code}/${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const hasBody = method !== 'GET' && body.length > 0;
    const response = await fetch(url, { method, headers, ...(hasBody && { body: Buffer.from(body) }) });
    const answer = { status: response.status, body: await response.text() };
    this.answers.push(answer);
    return answer;
  }

  taken = (answer: HttpAnswer): boolean =>
    this.simulator.inbound!.taken?.(answer) ?? (answer.status >= 200 && answer.status < 300);

  /** Said in whichever way the plug-in takes messages. */
  async say(said: readonly Said[]): Promise<void> {
    if (!hasRoutes(this.declared)) return this.offer(said);
    for (const one of said) {
      const answer = await this.send(this.signed(one));
      expect(this.taken(answer), `a message that is theirs was answered ${shown(answer)}`);
      await this.settled();
    }
  }

  async offer(said: readonly Said[]): Promise<void> {
    await this.simulator.inbound!.offer!(said);
    await this.fetched();
  }

  /** Polled since now, to the end; a line that is held open brings by itself. */
  async fetched(): Promise<void> {
    const failed = await this.polled();
    expect(failed.length === 0, `a poll failed: ${shown(failed)}`);
    await this.settled();
  }

  /** Every poll has looked once more, to its end. Answers why some failed. */
  async polled(): Promise<readonly object[]> {
    if (Object.keys(this.declared.plugin.inbound?.polls ?? {}).length === 0) return [];
    const rounds = `channel_round where connection = $1 and kind = 'poll'`;
    const due = `update channel_round set code = 'DUE', failures = 0, next_at = now() where connection = $1 and kind = 'poll'`;
    await this.host.rows(due, [this.connection.code]);
    await until('a look at what lies ready over there', async () => {
      const open = await this.host.rows(`select 1 from ${rounds} and code = 'DUE'`, [this.connection.code]);
      return open.length === 0;
    });
    return this.host.rows(`select code, note from ${rounds} and code is not null`, [this.connection.code]);
  }

  standing = async (): Promise<Standing> => (await this.host.rows<Standing>(STANDING, [this.connection.code]))[0]!;

  /** Nothing is left to be executed at once. */
  async settled(): Promise<void> {
    await until('the messages to be executed', async () => {
      const [row] = await this.host.rows<{ n: number }>(
        `select count(*)::int as n from inbox_message where connection = $1 and state = 'PENDING'`,
        [this.connection.code],
      );
      return row!.n === 0;
    });
  }

  /** What a story says must come of it, has. */
  async became({ becomes: { link, selection, data } }: Story): Promise<void> {
    let seen: unknown = `no ${'id' in link ? link.id : `${link.kind} ${link.externalId} of theirs`} is here`;
    let quiet = 0;
    const isThere = async () => {
      await this.host.rows(WAKE, [this.connection.code]);
      const left = (await this.unfinished()).length;
      const id = await this.ours(link);
      if (id) seen = (await this.host.ask(`query($id: ID!) { node(id: $id) { ${selection} } }`, { id })).node;
      if (isSame(seen, data)) return true;
      // Everything was executed before this look: what is not there by now does not come. A line held open may bring more.
      quiet = left === 0 && !this.isHeldOpen() ? quiet + 1 : 0;
      return quiet > 2 ? 'never' : false;
    };
    const found = await until('what was said to take effect', isThere).catch((error: unknown) => {
      if (error instanceof Failed) return 'never';
      throw error;
    });
    if (found === 'never')
      throw new Failed(
        `it should become ${shown(data)}, and is ${shown(seen)}; messages not done: ${shown(await this.unfinished())}`,
      );
  }

  private unfinished = (): Promise<object[]> => this.host.rows(UNFINISHED, [this.connection.code]);

  private isHeldOpen = (): boolean => Object.keys(this.declared.plugin.inbound?.sources ?? {}).length > 0;

  private async ours(link: Story['becomes']['link']): Promise<string | undefined> {
    if ('id' in link) return link.id;
    const { kind, externalId } = link;
    return (await this.connection.links(kind)).find((one) => one.externalId === externalId)?.id;
  }
}
