import type { Domain, Kernel } from '../kernel.js';
import type { OrderIntake, OrdersService } from '../orders/index.js';
import { ConcessionCommands } from './concession/concession-commands.js';
import { ConcessionResolver } from './concession/concession.resolver.js';
import { CounterSales } from './counter-sales/counter-sales.js';
import { KeptLinesResolver } from './counter-sales/kept-lines.resolver.js';
import { declareDay, type Declared, type DeclaredDay } from './declared/declare-day.js';
import { CounterDifferenceResolver, DeclarationsResolver } from './declared/declarations.resolver.js';
import type { Transaction } from '../../platform/persistence/index.js';

/** What channels tell of counters: receipts, and days as stores declare them. */
export interface CounterBooks {
  readonly sales: CounterSales;
  declareDay(tx: Transaction, declared: Declared): Promise<DeclaredDay>;
}

/** Receipts of counters, what was kept back of them, declared days and concessions. */
export function createCounterBooks(
  { db, clock }: Kernel,
  { intake, orders }: { intake: OrderIntake; orders: OrdersService },
): CounterBooks & Pick<Domain, 'resolvers'> {
  const sales = new CounterSales(db, intake);
  return {
    sales,
    declareDay,
    resolvers: [
      new KeptLinesResolver(sales, orders),
      new DeclarationsResolver(),
      new CounterDifferenceResolver(),
      new ConcessionResolver(new ConcessionCommands(db, clock)),
    ],
  };
}
