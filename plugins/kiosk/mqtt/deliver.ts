import type { Call, Delivery, DeliveryResult, Subscription } from 'yizhan/plugin-kit';
import type { KioskConfig } from '../config.js';
import { CLOSED, withBroker } from './broker.js';
import { stateTopic } from './topics.js';

/** What a machine is told: all that it must know, newest state. */
const SELECTION = `{ version planogramVersion devices { code active } journal { epoch ackedThroughSeq }
  locks { reason since freshOnly } commands { id kind state expiresAt version }
  slots { code priceFen capacity level available health version product { id name } } }`;

export const subscribes = ({ mqtt }: KioskConfig): readonly Subscription[] =>
  mqtt ? [{ event: 'terminal', selection: SELECTION }] : [];

interface Told {
  devices: { code: string; active: boolean }[];
}

const OK: DeliveryResult = { outcome: 'ok' };

/**
 * Publishes the state of machines, kept by the broker: one that was away learns the newest when it comes back. A command that
 * is late by then is not to be carried out, and is refused when it is taken.
 */
export async function deliver(
  batch: readonly Delivery[],
  call: Call<KioskConfig>,
): Promise<ReadonlyMap<string, DeliveryResult>> {
  const { mqtt } = call.config;
  if (!mqtt) return new Map(batch.map(({ id }) => [id, OK]));
  return withBroker(mqtt, call, async (client) => {
    // Published and never acknowledged: a line that is gone answers nothing any more.
    const gone = new Promise<never>((_, reject) => {
      client.once('close', () => reject(CLOSED()));
    });
    gone.catch(() => undefined);
    const publish = async ({ data, sequence, occurredAt }: Delivery): Promise<void> => {
      // No longer this connection's to speak for: nobody listens there any more.
      if (data === null) return;
      const { devices, ...state } = data as unknown as Told;
      const message = JSON.stringify({ sequence, occurredAt, ...state });
      const active = devices.filter((device) => device.active);
      await Promise.all(
        active.map(({ code }) =>
          client.publishAsync(stateTopic(mqtt, call.connection.code, code), message, { qos: 1, retain: true }),
        ),
      );
    };
    const told = async (delivery: Delivery): Promise<[string, DeliveryResult]> => {
      try {
        await Promise.race([publish(delivery), gone]);
        return [delivery.id, OK];
      } catch (error) {
        // What the broker acknowledged is told; only the others are told again.
        return [delivery.id, { outcome: 'retry', code: 'BROKER_AWAY', message: (error as Error).message }];
      }
    };
    return new Map(await Promise.all(batch.map(told)));
  });
}
