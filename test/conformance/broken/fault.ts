import type { AnyChannel, Delivery, DeliveryResult } from 'yizhan/plugin-kit';
import { canteen } from '../../../examples/partner-plug-in/canteen.js';

/** A plug-in with one fault. */
export interface Fault {
  /** The case that names the fault: it alone must fail. */
  readonly fails: string;
  /** What was done wrong. */
  readonly because: string;
  /** Which of its functions were done otherwise. */
  readonly touches: readonly ('settings' | 'inbound' | 'outbound')[];
  readonly plugin: AnyChannel;
}

/** The example as it is; what it need not do when it is switched on and off is there to be done otherwise. */
export const good: AnyChannel = { ...canteen, activate: async () => undefined, deactivate: async () => undefined };

type Change<Part> = (part: NonNullable<Part>) => Partial<NonNullable<Part>>;

const partOf = (name: string) => (name === 'inbound' || name === 'outbound' ? name : 'settings');

/** The example with a part of it done otherwise, under an id of its own. */
export const fault = (fails: string, because: string, over: Partial<AnyChannel>): Fault => ({
  fails,
  because,
  touches: [...new Set(Object.keys(over).map(partOf))],
  plugin: { ...good, ...over, id: `broken${fails.replaceAll('-', '')}` },
});

export const inboundWith = (change: Change<AnyChannel['inbound']>): Partial<AnyChannel> => ({
  inbound: { ...good.inbound!, ...change(good.inbound!) },
});

type Route = NonNullable<NonNullable<AnyChannel['inbound']>['routes']>[string];

export const routeWith = (change: (route: Route) => Partial<Route>): Partial<AnyChannel> =>
  inboundWith(({ routes }) => ({ routes: { orders: { ...routes!['orders']!, ...change(routes!['orders']!) } } }));

type Deliver = NonNullable<AnyChannel['outbound']>['deliver'];

export const deliverWith = (make: (deliver: Deliver) => Deliver): Partial<AnyChannel> => ({
  outbound: { ...good.outbound!, deliver: make(good.outbound!.deliver) },
});

/** Each result done otherwise. */
export const resultsWith = (change: (result: DeliveryResult, delivery: Delivery) => DeliveryResult) =>
  deliverWith((deliver) => async (batch, call) => {
    const results = new Map(await deliver(batch, call));
    for (const delivery of batch) {
      const result = results.get(delivery.id);
      if (result) results.set(delivery.id, change(result, delivery));
    }
    return results;
  });
