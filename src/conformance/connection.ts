import { globalId } from '../platform/graphql/index.js';
import type { AnyChannel } from '../plugin-kit/index.js';
import { Failed, shown } from './failed.js';
import type { Host } from './host.js';
import type { Answered, Settings } from './simulator.js';

export interface Health {
  readonly status: 'OK' | 'DEGRADED' | 'DOWN' | 'UNAUTHORISED';
  readonly message: string;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

const CREATE = `mutation($input: ConnectionCreateInput!) { connectionCreate(input: $input) {
  connection { id } userErrors { code field message } } }`;
const HEALTH = `query($id: ID!) { node(id: $id) { ... on ChannelConnection { state health { status code message } } } }`;

const LINKS = `query($id: ID!, $kind: String!) { channelLinks(connectionId: $id, kind: $kind, first: 100) {
  nodes { externalId thing { id } } } }`;

/** The connection that the cases work with, and how an operator handles it. */
export class ConnectionKeeper {
  private id = '';
  private attempts = 0;

  constructor(
    private readonly host: Host,
    private readonly plugin: AnyChannel,
    readonly code: string,
  ) {}

  async open(settings: Settings): Promise<void> {
    this.id = await this.create(this.code, settings);
    await this.must('connectionVerify');
    await this.must('connectionActivate');
  }

  activate = () => this.must('connectionActivate');
  deactivate = () => this.must('connectionDeactivate');

  async state(id = this.id): Promise<string> {
    return (await this.node(id)).state as string;
  }

  /** Active, whatever a case before has left. */
  async back(): Promise<void> {
    const state = await this.state();
    if (state === 'SUSPENDED') await this.must('connectionVerify');
    else if (state !== 'ACTIVE') await this.must('connectionActivate');
  }

  /** A second connection, with settings of the case's own: how far it comes. */
  async attempt(settings: Settings): Promise<{ state: string; refusals: readonly Refusal[] }> {
    const id = await this.create(`${this.code}-${++this.attempts}`, settings);
    const refusals = await this.step('connectionVerify', id);
    return { state: await this.state(id), refusals };
  }

  async health(): Promise<Health> {
    await this.host.checkHealth();
    const { status, code, message } = (await this.node()).health as Answered;
    return { status: status as Health['status'], message: `${code ?? ''} ${message ?? ''}`.trim() };
  }

  /** As a plug-in of another version would have left its settings, while `work` runs. */
  async withStored(settings: Settings, version: number, work: () => Promise<void>): Promise<void> {
    const columns = 'settings, secrets_sealed, secret_paths, config_version';
    const [kept] = await this.host.rows<Record<string, unknown>>(
      `select ${columns} from channel_connection where code = $1`,
      [this.code],
    );
    await this.store(settings, null, version);
    try {
      await work();
    } finally {
      await this.store(kept!.settings, kept!.secrets_sealed, kept!.config_version);
    }
  }

  /** Names what they call a product of ours. */
  async link(kind: string, externalId: string, id: string): Promise<void> {
    const input = { connectionId: this.id, kind, externalId, id };
    const refusals = await this.mutate('channelLinkSet', 'ChannelLinkInput', input);
    if (refusals.length > 0) throw new Failed(`a link with ${externalId} is refused: ${shown(refusals)}`);
  }

  /** Pairs of their ids and ours, the newest first. */
  async links(kind: string): Promise<readonly { readonly externalId: string; readonly id: string | undefined }[]> {
    const data = await this.host.ask(LINKS, { id: this.id, kind });
    const { nodes } = data['channelLinks'] as { nodes: { externalId: string; thing: { id: string } | null }[] };
    return nodes.map(({ externalId, thing }) => ({ externalId, id: thing?.id }));
  }

  async replay(deliveryId: string): Promise<void> {
    const refusals = await this.mutate('deliveryReplay', 'DeliveryReplayInput', {
      deliveryId: globalId('ChannelDelivery', deliveryId),
    });
    if (refusals.length > 0) throw new Failed(`a replay is refused: ${shown(refusals)}`);
  }

  private async store(settings: unknown, sealed: unknown, version: unknown): Promise<void> {
    await this.host.rows(
      `update channel_connection set settings = $2, secrets_sealed = $3, config_version = $4, version = version + 1
        where code = $1`,
      [this.code, JSON.stringify(settings), sealed, version],
    );
  }

  private async node(id = this.id): Promise<Answered> {
    return (await this.host.ask(HEALTH, { id })).node as Answered;
  }

  private async create(code: string, settings: Settings): Promise<string> {
    const input = { plugin: this.plugin.id, code, name: code, settings };
    const { connectionCreate } = await this.host.ask(CREATE, { input });
    const { connection, userErrors } = connectionCreate as { connection: { id: string }; userErrors: Refusal[] };
    if (userErrors.length > 0)
      throw new Failed(`a connection with the simulator's settings is refused: ${shown(userErrors)}`);
    return connection.id;
  }

  private async must(step: string): Promise<void> {
    const refusals = await this.step(step);
    if (refusals.length > 0) throw new Failed(`${step} is refused: ${shown(refusals)}`);
  }

  private step = (name: string, connectionId = this.id): Promise<readonly Refusal[]> =>
    this.mutate(name, 'ConnectionActionInput', { connectionId });

  private async mutate(name: string, type: string, input: object): Promise<readonly Refusal[]> {
    const document = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
    const data = await this.host.ask(document, { input });
    return (data[name] as { userErrors: Refusal[] }).userErrors;
  }
}
