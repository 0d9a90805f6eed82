import { Migration } from '@mikro-orm/migrations';

/** Lines of paid orders that are cancelled before they leave. For those who count, all of such a line has come back. */
export class M0026CancelledLines extends Migration {
  override up(): void {
    this.addSql(`
      alter table order_line add column cancelled boolean not null default false;
      alter table order_line add constraint order_line_cancelled check (not cancelled or returned = quantity);
    `);
  }

  override down(): void {
    this.addSql('alter table order_line drop column cancelled;');
  }
}
