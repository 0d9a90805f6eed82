import type { MqttConfig } from '../config.js';
import { isSaid, type Said } from '../reports.js';

/** What machines say: `<prefix>/<connection>/<device>/up/<what>`. */
export const upFilter = ({ prefix }: MqttConfig, connection: string): string => `${prefix}/${connection}/+/up/+`;

/** What a machine is told, kept by the broker for one that comes back. */
export const stateTopic = ({ prefix }: MqttConfig, connection: string, device: string): string =>
  `${prefix}/${connection}/${device}/down/state`;

export interface UpTopic {
  device: string;
  said: Said;
}

/** Whose topic it is, and what is said there; null for one that is none of ours. */
export function readUpTopic({ prefix }: MqttConfig, connection: string, topic: string): UpTopic | null {
  const start = `${prefix}/${connection}/`;
  const match = topic.startsWith(start) ? /^([A-Z0-9-]{2,40})\/up\/([a-z]+)$/.exec(topic.slice(start.length)) : null;
  return match && isSaid(match[2]!) ? { device: match[1]!, said: match[2] } : null;
}
