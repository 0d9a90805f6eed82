import { type NodeRegistry, type ReadModel, type RequestContext } from '../../platform/graphql/index.js';
import { may } from '../../platform/policy/index.js';
import { orderPayload, refundPayload, type OrderDesk, type OrderIntake, type OrdersService } from '../orders/index.js';
import type { Domain, Kernel } from '../kernel.js';
import { alertEvents } from './alerts/alerts.js';
import { alertReads, OutletAlert } from './alerts/alert.types.js';
import { auditReads } from './audit/audit.reads.js';
import { commandReads } from './commands/command.types.js';
import { expireCommands } from './commands/kiosk-commands.js';
import { termReads } from './concession/concession.reads.js';
import { createCounterBooks, type CounterBooks } from './counter-books.js';
import { keptLineReads } from './counter-sales/kept-line.reads.js';
import { DeviceCommands } from './device-commands.js';
import { DeviceResolver } from './device.resolver.js';
import { kioskEvents } from './feed/kiosk.events.js';
import { markOffline } from './health/heartbeat.js';
import { KeepingResolver } from './keeping.resolver.js';
import { OutletCommands } from './outlet-commands.js';
import type { OutletDeps } from './outlet-deps.js';
import { counterReads, kioskReads, slotReads } from './outlet.reads.js';
import { outletRules } from './outlets.policy.js';
import { OutletsResolver } from './outlets.resolver.js';
import { createTerminalPort, type TerminalPort } from './terminal-port.js';
import { followStock, type ItemName } from './slots/promised.js';
import { followOrders } from './vends/follow-orders.js';
import { vendReads } from './vends/vend.reads.js';
import { createVendTokens } from './vends/vend-token.js';
import { VendsResolver } from './vends/vends.resolver.js';
import { settleDue } from './vends/vends-due.js';

export { readAuditFile, AuditFileError } from './audit/eva-dts.js';
export { crc16 } from './audit/crc16.js';
export type { CounterBooks } from './counter-books.js';
export type { Declared } from './declared/declare-day.js';
export type { ToldLine } from './counter-sales/told-sale.js';
export { seedOutlets } from './seed-outlets.js';
export type { TerminalPort } from './terminal-port.js';

export interface OutletsNeeds {
  orders: OrdersService;
  desk: OrderDesk;
  intake: OrderIntake;
  /** What vend tokens are signed with. */
  secret: string;
}

export function createOutlets(
  kernel: Kernel,
  { orders, desk, intake, secret }: OutletsNeeds,
): Domain & { terminals: TerminalPort; counters: CounterBooks } {
  const { db, policy, nodes, events, clock } = kernel;
  policy.define(outletRules);
  events.define(kioskEvents);
  events.define(alertEvents);
  registerNodes(nodes);
  const deps: OutletDeps = { db, desk, intake, tokens: createVendTokens(secret), clock };
  const devices = new DeviceCommands(deps);
  const commands = new OutletCommands(deps);
  const every = (name: string, everySeconds: number, work: () => Promise<unknown>) => ({
    name: `outlets.${name}`,
    everySeconds,
    work: async () => void (await work()),
  });
  const counters = createCounterBooks(kernel, { intake, orders });
  return {
    counters,
    terminals: createTerminalPort(devices),
    resolvers: [
      new OutletsResolver(commands),
      new VendsResolver(devices, commands, orders),
      new DeviceResolver(devices, clock),
      new KeepingResolver(commands),
      ...counters.resolvers,
    ],
    orphanedTypes: [OutletAlert],
    recurring: [
      every('vends', 2, () => settleDue(db, desk)),
      every('offline', 5, () => markOffline(db)),
      every('commands', 2, () => expireCommands(db)),
    ],
    followers: [
      {
        name: 'outlets.orders',
        kinds: ['order', 'refund'],
        handle: async (tx, told) => {
          const orders = told.flatMap((event) => {
            if (event.kind === 'refund') return [refundPayload(event).order];
            return FOLLOWED.has(orderPayload(event).status) ? [event.subject] : [];
          });
          if (orders.length > 0) await followOrders(tx, [...new Set(orders)]);
        },
        lost: (tx) => followOrders(tx, null),
      },
      {
        name: 'outlets.stock',
        kinds: ['stock'],
        handle: (tx, told) =>
          followStock(
            tx,
            told.map(({ payload }) => payload as unknown as ItemName),
          ),
        lost: (tx) => followStock(tx, null),
      },
    ],
  };
}

/** States of an order that mean something to its vend. */
const FOLLOWED = new Set(['PAID', 'CANCELLED', 'EXPIRED']);

interface Placed {
  siteCode: string;
  placeCode: string;
  channel?: string;
}

function registerNodes(nodes: NodeRegistry): void {
  const seen =
    <Row extends Placed>(reads: ReadModel<Row>, subject: string, keyOf: (key: string) => string | number) =>
    async (context: RequestContext, key: string): Promise<Row | null> => {
      const row = await reads.byKey(context, keyOf(key));
      const facts = row && { site: row.siteCode, place: row.placeCode, channel: row.channel };
      return facts && may(context.viewer, 'read', subject, facts) ? row : null;
    };
  nodes.register('Kiosk', seen(kioskReads, 'Kiosk', Number), 'number');
  nodes.register('Counter', seen(counterReads, 'Counter', Number), 'number');
  nodes.register('KeptLine', seen(keptLineReads, 'CounterReceipt', Number), 'number');
  nodes.register('ConcessionTerm', seen(termReads, 'Concession', Number), 'number');
  nodes.register('OutletAlert', seen(alertReads, 'OutletAlert', Number), 'number');
  nodes.register('Vend', seen(vendReads, 'Kiosk', String), 'uuid');
  nodes.register('KioskCommand', seen(commandReads, 'Kiosk', String), 'uuid');
  nodes.register('AuditReport', seen(auditReads, 'Kiosk', String), 'uuid');
  nodes.register(
    'Slot',
    async (context, key) => {
      const slot = await slotReads.byKey(context, Number(key));
      const kiosk = slot && (await seen(kioskReads, 'Kiosk', Number)(context, String(slot.kioskKey)));
      return kiosk ? slot : null;
    },
    'number',
  );
}
