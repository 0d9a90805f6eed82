import { createHmac } from 'node:crypto';

/** What is signed: the headers of Standard Webhooks (https://www.standardwebhooks.com), version 1 of signatures. */
export interface Webhook {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** `webhook-id`, `webhook-timestamp` in seconds, and a `webhook-signature` for each secret. */
export function signedHeaders({ id, at, body }: Webhook, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
