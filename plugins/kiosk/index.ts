import { defineChannel, NotVerified, type Call } from 'yizhan/plugin-kit';
import { config, type KioskConfig, type MqttConfig } from './config.js';
import { deviceKey, machineOf } from './device-keys.js';
import { withBroker } from './mqtt/broker.js';
import { deliver, subscribes } from './mqtt/deliver.js';
import { reports } from './mqtt/source.js';
import { intakeOf } from './reports.js';
import { routes } from './routes.js';

/** Whether the broker lets us in. */
const greet = (mqtt: MqttConfig, call: Call<KioskConfig>): Promise<void> =>
  withBroker(mqtt, call, () => Promise.resolve());

/** Kiosks that speak no GraphQL: signed reports over HTTP and MQTT in, the newest state of each machine out. */
export const kiosk = defineChannel<KioskConfig>({
  id: 'kiosk',
  name: { zh: '自助零售终端', en: 'Kiosks' },
  version: '1.0.0',
  api: '^1',
  capabilities: ['terminal', 'payment', 'sale.ingest'],
  permissions: ['product:read', 'order:read', 'payment:write', 'terminal:read', 'terminal:write'],
  config,
  verify: async (call) => {
    const { mqtt } = call.config;
    if (!mqtt) return;
    await greet(mqtt, call).catch((error: Error) => {
      throw new NotVerified('BROKER_REFUSED', `the broker does not let us in: ${error.message}`, 'mqtt.url');
    });
  },
  inbound: { routes, sources: { reports }, normalise: intakeOf },
  outbound: { subscribes, batch: 50, deliver },
  health: async (call) => {
    const { mqtt } = call.config;
    if (!mqtt) return { status: 'OK' };
    return greet(mqtt, call).then(
      () => ({ status: 'OK' }),
      (error: Error) => ({
        status: 'DOWN',
        code: 'BROKER_AWAY',
        message: `the broker does not answer: ${error.message}`,
      }),
    );
  },
  graphql: {
    typeDefs: `
      "The key of a machine that signs its reports. It follows from the connection's master key and is kept nowhere."
      type KioskDeviceKey {
        "The code that the machine names itself by."
        device: String!
        "To be typed into the machine."
        key: String!
        "Of the device's credential: provisioning it again, or revoking it, makes another key."
        keyVersion: Int!
      }
      extend type Query {
        "The key of a machine of this connection; null if it has none of this code, or it is revoked."
        kioskDeviceKey("Code of the device." device: String!): KioskDeviceKey
      }
    `,
    queries: {
      kioskDeviceKey: {
        allow: 'manage Device',
        resolve: async ({ device }, call) => {
          // With the rights of who asks: another county's machine is not there.
          const machine = await machineOf(
            (document, variables) => call.as.graph(document, variables),
            call.connection.code,
            String(device),
          );
          return machine && { device, key: deviceKey(call.config.masterKey, machine), keyVersion: machine.keyVersion };
        },
      },
    },
  },
  limits: { concurrency: 16 },
});

export default kiosk;
