import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes, type Client, type PublishPacket } from 'aedes';
import type { Manner } from 'yizhan/plugin-kit/conformance';

/** A state that the broker took for a machine. `effect` is false where it was so already. */
export interface Published {
  readonly device: string;
  readonly effect: boolean;
}

const DOWN = /^yizhan\/kiosk\/([A-Z0-9-]+)\/down\/state$/;
const UP = /\/up\//;
/** CONNACK 3 and 4 of MQTT 3.1.1. */
const UNAVAILABLE = 3;
const BAD_PASSWORD = 4;
/** Time for an acknowledgement to leave before the line is cut. */
const FLUSH_MS = 50;

/** An MQTT broker with the manners of the conformance suite. What it keeps for clients that are away outlives `down`. */
export class UnrulyBroker {
  readonly published: Published[] = [];
  private broker!: Aedes;
  private server: Server | undefined;
  private port = 0;
  private manner: Manner = 'well';
  private takenInPart = false;
  private readonly sockets = new Set<Socket>();
  private readonly held: (() => void)[] = [];
  private readonly states = new Map<string, string>();
  private readonly acknowledged = new Set<string>();
  private listening = false;

  constructor(
    private readonly username: string,
    private readonly password: string,
  ) {}

  get url(): string {
    return `mqtt://127.0.0.1:${this.port || 1}`;
  }

  async start(): Promise<void> {
    this.broker = await Aedes.createBroker();
    this.broker.authenticate = (_client, username, password, answer) => {
      const refuse = (returnCode: number) =>
        answer(Object.assign(new Error('not let in'), { returnCode }) as never, false);
      if (this.manner === 'busy') return refuse(UNAVAILABLE);
      if (username === this.username && password?.toString() !== this.password) return refuse(BAD_PASSWORD);
      answer(null, true);
    };
    this.broker.authorizePublish = (client, packet, answer) => this.publish(client, packet, answer);
    this.broker.on('subscribe', (subscriptions) => {
      if (subscriptions.some(({ topic }) => UP.test(topic))) this.listening = true;
    });
    this.broker.on('ack', (packet) => {
      const { topic } = packet as Partial<PublishPacket>;
      if (topic !== undefined) this.acknowledged.add(topic);
    });
    await this.open();
  }

  async stop(): Promise<void> {
    await this.close();
    await new Promise<void>((resolve) => this.broker.close(() => resolve()));
  }

  async behave(manner: Manner): Promise<void> {
    this.manner = manner;
    this.takenInPart = false;
    for (const cut of this.held.splice(0)) cut();
    if (manner === 'down') await this.close();
    else if (!this.server) await this.open();
  }

  /** The plug-in's line is open, and its session kept: what is published from now on reaches it. */
  async heard(): Promise<void> {
    for (const end = Date.now() + 10_000; !this.listening; await sleep(10))
      if (Date.now() > end) throw new Error('the plug-in opens no line');
  }

  /** The plug-in has acknowledged everything that it was sent. */
  async delivered(topics: readonly string[]): Promise<void> {
    for (const end = Date.now() + 10_000; !topics.every((topic) => this.acknowledged.has(topic)); await sleep(10))
      if (Date.now() > end) throw new Error('the plug-in acknowledges nothing');
    for (const topic of topics) this.acknowledged.delete(topic);
  }

  private publish(
    client: Client | null,
    { topic, payload }: PublishPacket,
    answer: (error?: Error | null) => void,
  ): void {
    const device = DOWN.exec(topic)?.[1];
    if (device === undefined || !client) return answer(null);
    if (this.manner === 'partial' && this.takenInPart) {
      setTimeout(() => client.conn.destroy(), FLUSH_MS);
      return;
    }
    this.takenInPart = true;
    const state = payload.toString();
    this.published.push({ device, effect: this.states.get(device) !== state });
    this.states.set(device, state);
    if (this.manner === 'hanging') this.held.push(() => client.conn.destroy());
    else if (this.manner === 'resetting') (client.conn as Socket).resetAndDestroy();
    else answer(null);
  }

  private async open(): Promise<void> {
    const server = createServer((socket) => {
      // Ended before it said anything.
      if (this.manner === 'failing') return void socket.destroy();
      this.sockets.add(socket.on('close', () => this.sockets.delete(socket)));
      this.broker.handle(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
