import type { Call, Delivery } from 'yizhan/plugin-kit';
import { deliverWith, fault, good, type Fault } from './fault.js';

let last: readonly Delivery[] = [];
let timer: NodeJS.Timeout | undefined;

/** Past the host, whose signal is long aborted. */
const tellAgain = (call: Call<unknown>) =>
  good.outbound!.deliver(last, {
    ...call,
    fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(1_000) }),
  });

export const stateFaults: readonly Fault[] = [
  fault('verify-wrong', 'settings are taken without asking', { verify: async () => undefined }),
  fault('settings-older', 'the upgrade forgets a key', {
    config: {
      ...good.config,
      upgrade: ({ address, shop, key }) => ({ url: `http://${String(address)}`, shop, key, pushKey: key }),
    },
  }),
  fault('health', 'it is always well', { health: async () => ({ status: 'OK' }) }),
  fault('inactive', 'it has a timer of its own, which goes on', {
    ...deliverWith((deliver) => (batch, call) => {
      last = batch;
      return deliver(batch, call);
    }),
    deactivate: async (call) => {
      timer = setInterval(() => void tellAgain(call).catch(() => clearInterval(timer)), 5).unref();
    },
    activate: async () => clearInterval(timer),
  }),
  fault('secrets', 'an error says which key was used', {
    health: async (call) => {
      try {
        return await good.health!(call);
      } catch (error) {
        throw new Error(`asked with ${String((call.config as { key: string }).key)}`, { cause: error });
      }
    },
  }),
];
