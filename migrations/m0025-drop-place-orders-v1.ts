import { Migration } from '@mikro-orm/migrations';
import { PLACE_ORDERS_V1 } from './m0008-place-orders.js';

/** Nothing calls place_orders_v1 any more: lanes and the desk place by place_orders_v2. */
export class M0025DropPlaceOrdersV1 extends Migration {
  override up(): void {
    this.addSql('drop function place_orders_v1;');
  }

  override down(): void {
    this.addSql(PLACE_ORDERS_V1);
  }
}
