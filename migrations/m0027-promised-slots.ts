import { Migration } from '@mikro-orm/migrations';

/** What others were promised of the goods in a slot: a kiosk's stock is one pool with all that is sold from its site. */
export class M0027PromisedSlots extends Migration {
  override up(): void {
    this.addSql(`alter table slot add column promised int not null default 0 check (promised >= 0)`);
  }

  override down(): void {
    this.addSql('alter table slot drop column promised;');
  }
}
