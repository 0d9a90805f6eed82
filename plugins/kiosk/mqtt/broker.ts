import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import type { MqttConfig } from '../config.js';

/** A connection to the broker, or a throw within the time that is left. Not kept up unless told so: the host tries again. */
export async function connectBroker(
  { url, username, password }: MqttConfig,
  { deadline, ...options }: IClientOptions & { deadline: Date },
): Promise<MqttClient> {
  const connectTimeout = Math.max(1, Math.min(10_000, deadline.getTime() - Date.now()));
  const client = await connectAsync(
    url,
    {
      reconnectPeriod: 0,
      connectTimeout,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...options,
    },
    false,
  );
  // A line that is cut says so by an event, which ends the process where nobody listens; `close` tells whoever waits.
  client.on('error', () => undefined);
  return client;
}

/**
 * Works with a line of its own to the broker, which is cut when the host gives up: what was published and not acknowledged by
 * then rejects.
 */
export async function withBroker<T>(
  mqtt: MqttConfig,
  { deadline, signal }: { readonly deadline: Date; readonly signal: AbortSignal },
  work: (client: MqttClient) => Promise<T>,
): Promise<T> {
  const client = await connectBroker(mqtt, { deadline, clean: true });
  const cut = () => void client.end(true);
  signal.addEventListener('abort', cut, { once: true });
  try {
    signal.throwIfAborted();
    return await work(client);
  } finally {
    signal.removeEventListener('abort', cut);
    await client.endAsync(true).catch(() => undefined);
  }
}
