import { Migration } from '@mikro-orm/migrations';

/** Refunds that a channel has not answered are looked for again and again: few among all that there ever were. */
export class M0019OpenRefunds extends Migration {
  override up(): void {
    this.addSql(`create index refund_open on refund(channel, id) where state = 'REQUESTED'`);
  }

  override down(): void {
    this.addSql('drop index refund_open');
  }
}
