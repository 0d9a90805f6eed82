import type { MqttClient } from 'mqtt';
import type { Call, InboundMessage, Source } from 'yizhan/plugin-kit';
import type { KioskConfig, MqttConfig } from '../config.js';
import { deviceKey, machineFor } from '../device-keys.js';
import { messageOf, readReport } from '../reports.js';
import { signatureFault } from '../sign.js';
import { connectBroker, endWith } from './broker.js';
import { readUpTopic, upFilter } from './topics.js';

/** What a machine publishes: the body as text, signed as over HTTP with METHOD `MQTT` and the topic as its path. */
interface Envelope {
  timestamp: string;
  nonce: string;
  signature: string;
  body: string;
}

/**
 * The broker's line. A message is acknowledged there once it is kept here; one that is forged or makes no sense is
 * acknowledged and dropped, or it would come for ever. The broker keeps what comes while the line is down.
 */
export const reports: Source<KioskConfig> = {
  open: async (receive, call) => {
    const { mqtt } = call.config;
    if (!mqtt) return { close: () => Promise.resolve() };
    const client = await connectBroker(mqtt, call, {
      clientId: `yizhan-${call.connection.code}`,
      clean: false,
      // The line is ours to keep up until the host closes it.
      reconnectPeriod: 2_000,
    });
    client.handleMessage = (packet, acknowledge) => {
      const message = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      take(mqtt, packet.topic, message, receive, call).then(
        () => acknowledge(),
        (error: Error) => acknowledge(error),
      );
    };
    client.on('error', (error) => call.log.warn('the broker’s line has trouble', { problem: error.message }));
    // One that opens no further must not live on: it would come back again and again, and drive the next one out.
    endWith(call.signal, client);
    try {
      await client.subscribeAsync(upFilter(mqtt, call.connection.code), { qos: 1 });
    } catch (error) {
      await client.endAsync(true);
      throw error;
    }
    return line(client);
  },
};

function line(client: MqttClient): { close(): Promise<void> } {
  return { close: () => client.endAsync(true) };
}

async function take(
  mqtt: MqttConfig,
  topic: string,
  payload: Buffer,
  receive: (message: InboundMessage) => Promise<void>,
  call: Call<KioskConfig>,
): Promise<void> {
  const message = await readMessage(mqtt, topic, payload, call);
  if (message) await receive(message);
}

async function readMessage(
  mqtt: MqttConfig,
  topic: string,
  payload: Buffer,
  call: Call<KioskConfig>,
): Promise<InboundMessage | null> {
  const dropped = (why: string) => {
    call.log.warn('a machine’s message was dropped', { topic, why });
    return null;
  };
  const from = readUpTopic(mqtt, call.connection.code, topic);
  const envelope = readEnvelope(payload);
  if (!from || !envelope) return dropped('it is no report');
  const machine = await machineFor(call, from.device);
  if (!machine) return dropped('there is no such machine');
  const { masterKey, toleranceSeconds } = call.config;
  const signed = { method: 'MQTT', path: topic, ...envelope, body: Buffer.from(envelope.body) };
  const when = { now: call.clock.now(), toleranceSeconds };
  const fault = signatureFault(signed, envelope.signature, deviceKey(masterKey, machine), when);
  // The broker keeps what came while we were away: it is late, and true all the same.
  if (fault && fault !== 'CLOCK') return dropped(fault);
  try {
    const at = new Date(Number(envelope.timestamp) * 1_000);
    return messageOf(from.said, from.device, envelope.nonce, at, readReport(signed.body));
  } catch (error) {
    return dropped((error as Error).message);
  }
}

function readEnvelope(payload: Buffer): Envelope | null {
  try {
    const { timestamp, nonce, signature, body } = JSON.parse(payload.toString('utf8')) as Partial<Envelope>;
    const whole = [timestamp, nonce, signature, body].every((part) => typeof part === 'string');
    return whole ? ({ timestamp, nonce, signature, body } as Envelope) : null;
  } catch {
    return null;
  }
}
