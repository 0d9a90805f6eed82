import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyChannel, CommandResult, Command } from 'yizhan/plugin-kit';
import type { ChannelTimings, CommandExecutor } from '../../src/channels/index.js';
import { startApp, type Answer, type TestApp } from '../kit/app.js';
import { OPERATOR } from '../kit/goods.js';
import { signed, type EchoBody } from './echo.js';

/** As the usual ones, a hundred times faster. */
export const QUICK: Partial<ChannelTimings> = {
  lookMs: 50,
  leaseSlackMs: 500,
  messageRetry: { firstMs: 20, factor: 2, capMs: 100, jitter: 0, giveUpAfterMs: 3_600_000 },
  deliveryRetry: { firstMs: 20, factor: 2, capMs: 100, jitter: 0, giveUpAfterMs: 3_600_000 },
  breaker: { failures: 1_000, openMs: 50, longestMs: 100 },
  waitSeconds: 0.05,
};

/** Executes nothing and remembers everything: what each command was answered, by its key. */
export class RememberingExecutor implements CommandExecutor {
  readonly executed: { connection: string; command: Command; key: string }[] = [];
  private readonly answers = new Map<string, CommandResult>();
  /** What a command is answered; `done` unless a test says otherwise. */
  answer: (command: Command, key: string) => CommandResult | Promise<CommandResult> = () => ({
    status: 'done',
    duplicate: false,
    values: {},
  });

  async execute(connection: { code: string }, command: Command, key: string): Promise<CommandResult> {
    const before = this.answers.get(key);
    if (before) return before;
    const result = await this.answer(command, key);
    this.executed.push({ connection: connection.code, command, key });
    this.answers.set(key, result);
    return result;
  }
}

export const startChannels = (
  plugins: readonly AnyChannel[],
  executor: CommandExecutor = new RememberingExecutor(),
  timings: Partial<ChannelTimings> = {},
): Promise<TestApp> => startApp({}, undefined, { plugins, executor, timings: { ...QUICK, ...timings } });

const MUTATION = (name: string, type: string) =>
  `mutation($input: ${type}!) { ${name}(input: $input) { connection { id code state version } userErrors { code field message } } }`;

export const connectionDo = async (
  app: TestApp,
  step: 'Verify' | 'Activate' | 'Deactivate',
  connectionId: string,
): Promise<Answer['data']> => {
  const name = `connection${step}`;
  const answer = await app.ask(MUTATION(name, 'ConnectionActionInput'), { input: { connectionId } }, OPERATOR);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
};

export async function createConnection(app: TestApp, input: object): Promise<Answer['data']> {
  const answer = await app.ask(MUTATION('connectionCreate', 'ConnectionCreateInput'), { input }, OPERATOR);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.connectionCreate;
}

/** A connection that works. Answers its global id. */
export async function connect(app: TestApp, code: string, settings: object, plugin = 'echo'): Promise<string> {
  const created = await createConnection(app, { plugin, code, name: code, settings });
  if (created.userErrors.length > 0) throw new Error(JSON.stringify(created.userErrors));
  const { id } = created.connection as { id: string };
  for (const step of ['Verify', 'Activate'] as const) {
    const done = await connectionDo(app, step, id);
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
  }
  return id;
}

/** Sends messages to a connection as its remote side does. */
export async function tell(
  app: TestApp,
  code: string,
  key: string,
  messages: readonly EchoBody[],
  { path = 'stored', signature }: { path?: string; signature?: string } = {},
): Promise<{ status: number; body: never }> {
  const body = JSON.stringify(messages);
  const response = await fetch(`${app.url}/channels/${code}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': signature ?? signed(key, body) },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: (text && JSON.parse(text)) as never };
}

/** Waits until the outbox has all that was written, and works on what is due. */
export async function settle(app: TestApp): Promise<void> {
  await until(async () => (await app.db.pool.query('select 1 from pending_event limit 1')).rowCount === 0, 'the log');
  await app.app.channels.drain();
}

/** Puts a product on a connection's channel, or takes it off. */
export async function list(app: TestApp, productId: string, channel: string, active = true): Promise<void> {
  const answer = await app.ask(
    'mutation($input: ListingSetInput!) { listingSet(input: $input) { userErrors { code field } } }',
    { input: { productId, channel, siteCodes: [], active } },
    OPERATOR,
  );
  if (answer.errors || answer.data.listingSet.userErrors.length > 0) throw new Error(JSON.stringify(answer));
}

/** Waits until something holds, for ten seconds or so many at most. */
export async function until(holds: () => Promise<boolean> | boolean, what = 'it', seconds = 10): Promise<void> {
  for (let tries = 0; tries < 50 * seconds; tries++) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error(`${what} did not come to be`);
}
