import type { Domain, Kernel } from '../kernel.js';
import { StockMovementsResolver } from './movements.resolver.js';
import { StockCommands } from './stock-commands.js';
import { stockEvents } from './stock.events.js';
import { stockRules } from './stock.policy.js';
import { stockReads } from './stock.reads.js';
import { StockResolver } from './stock.resolver.js';
import { StockService } from './stock.service.js';

export { handbookIntake } from './handbook-intake.js';
export { announce, ITEM_COLUMNS, record, type Item } from './stock-ledger.js';
export { stockReads } from './stock.reads.js';
export { StockItem, type StockItemRow } from './stock.types.js';

export function createStock({ db, policy, nodes, events }: Kernel): Domain {
  events.define(stockEvents);
  policy.define(stockRules);
  nodes.register('StockItem', (context, key) => stockReads.byKey(context, Number(key)), 'number');
  return { resolvers: [new StockResolver(new StockService(), new StockCommands(db)), new StockMovementsResolver()] };
}
