import type { Domain, Kernel } from '../kernel.js';
import { StockMovementsResolver } from './movements.resolver.js';
import { StockCommands } from './stock-commands.js';
import { oversoldEvents } from './oversold.events.js';
import { stockEvents } from './stock.events.js';
import { stockRules } from './stock.policy.js';
import { stockReads } from './stock.reads.js';
import { StockResolver } from './stock.resolver.js';
import { StockService } from './stock.service.js';

export { handbookIntake } from './handbook-intake.js';
export { LOT_REFUSALS, type LotKeeper } from './lot-keeper.js';
export { announce, currentItem, ensureItem, ITEM_COLUMNS, record, type Item, type Movement } from './stock-ledger.js';
export { sellAnyway, type GoneGoods } from './sell-anyway.js';
export { stockReads } from './stock.reads.js';
export { transferStock, writeOffStock, type StockMove } from './transfer-stock.js';
export { StockItem, type StockItemRow } from './stock.types.js';

export function createStock({ db, policy, nodes, events }: Kernel): Domain & { stock: StockCommands } {
  const commands = new StockCommands(db);
  for (const kind of [stockEvents, oversoldEvents]) events.define(kind);
  policy.define(stockRules);
  nodes.register('StockItem', (context, key) => stockReads.byKey(context, Number(key)), 'number');
  return {
    stock: commands,
    resolvers: [new StockResolver(new StockService(), commands), new StockMovementsResolver()],
  };
}
