import { Migration } from '@mikro-orm/migrations';

/** Places of lasting readers of the event log, such as the channels' outbox: moved in the transaction of what they did. */
export class M0012EventConsumers extends Migration {
  override up(): void {
    this.addSql(`
      create table event_consumer(
        name text primary key check (name ~ '^[a-z][a-z0-9.-]{1,79}$'),
        epoch uuid not null, pos bigint not null, moved_at timestamptz(3) not null default now());
    `);
  }

  override down(): void {
    this.addSql('drop table event_consumer;');
  }
}
