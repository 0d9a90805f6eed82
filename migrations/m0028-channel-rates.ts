import { Migration } from '@mikro-orm/migrations';

/**
 * The rate of each connection over all processes. Unlogged: after a crash of the server it begins anew, with a second's worth at
 * most too many.
 */
export class M0028ChannelRates extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table channel_rate (
        connection text primary key,
        -- Up to when requests are given out: a moment in the past, or of those that still wait for their turn.
        given_until timestamptz not null
      ) with (fillfactor = 50);
    `);
  }

  override down(): void {
    this.addSql(`drop table channel_rate;`);
  }
}
