import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import type { MqttConfig } from '../config.js';

/** A connection to the broker, or a throw within the time that is left. Not kept up unless told so: the host tries again. */
export function connectBroker(
  { url, username, password }: MqttConfig,
  { deadline, ...options }: IClientOptions & { deadline: Date },
): Promise<MqttClient> {
  const connectTimeout = Math.max(1, Math.min(10_000, deadline.getTime() - Date.now()));
  return connectAsync(
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
}
