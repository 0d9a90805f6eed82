import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { MqttConfig } from '../config.js';

/** How long a line may be wanted: a call's own time and end. */
interface Span {
  readonly deadline: Date;
  readonly signal: AbortSignal;
}

const LONGEST_MS = 10_000;

/**
 * A connection to the broker; rejects where it is refused or cut, and when the time or the call is over. Not kept up unless
 * told so: the host tries again.
 */
export function connectBroker(
  { url, username, password }: MqttConfig,
  { deadline, signal }: Span,
  options: IClientOptions = {},
): Promise<MqttClient> {
  signal.throwIfAborted();
  const client = connect(url, {
    reconnectPeriod: 0,
    connectTimeout: Math.max(1, Math.min(LONGEST_MS, deadline.getTime() - Date.now())),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...options,
  });
  // A line that is cut says so by an event, which ends the process where nobody listens; `close` tells whoever waits.
  client.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const listeners = { connect: () => over(), error: (error: Error) => over(error), close: () => over(CLOSED()) };
    const onAbort = () => over(signal.reason as Error);
    const over = (error?: Error) => {
      for (const [event, listener] of Object.entries(listeners)) client.off(event as 'connect', listener as () => void);
      signal.removeEventListener('abort', onAbort);
      if (!error) return resolve(client);
      client.end(true);
      reject(error);
    };
    for (const [event, listener] of Object.entries(listeners)) client.on(event as 'connect', listener as () => void);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

export const CLOSED = (): Error => new Error('the broker closed the line');

/** Ends a line with the call that it is for: what waits for the broker then rejects. Answers how to let it be. */
export function endWith(signal: AbortSignal, client: MqttClient): () => void {
  const cut = () => void client.end(true);
  if (signal.aborted) cut();
  signal.addEventListener('abort', cut, { once: true });
  return () => signal.removeEventListener('abort', cut);
}

/** Works with a line of its own to the broker, which is cut when the host gives up. */
export async function withBroker<T>(
  mqtt: MqttConfig,
  span: Span,
  work: (client: MqttClient) => Promise<T>,
): Promise<T> {
  const client = await connectBroker(mqtt, span, { clean: true });
  const letBe = endWith(span.signal, client);
  try {
    return await work(client);
  } finally {
    letBe();
    await client.endAsync(true).catch(() => undefined);
  }
}
