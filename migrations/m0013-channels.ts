import { Migration } from '@mikro-orm/migrations';

/** Connections of channels: accounts of a plug-in, and the pairs of their ids and ours. Secrets are sealed. */
export class M0013Channels extends Migration {
  override up(): void {
    this.addSql(`
      -- The code is the channel of orders and listings.
      create table channel_connection(
        code text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$' and code <> 'direct'),
        plugin text not null, name text not null,
        county_code text not null references place,
        state text not null default 'CREATED' check (state in ('CREATED', 'VERIFIED', 'ACTIVE', 'INACTIVE', 'SUSPENDED')),
        settings jsonb not null default '{}', secrets_sealed text, config_version int not null,
        permissions text[] not null default '{}',
        credential_version int not null default 1, version int not null default 1,
        created_by text not null, created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now());

      -- Their id and ours, one to one within a kind. Ours is the key in our table, as text.
      create table channel_link(
        connection text not null references channel_connection, kind text not null,
        theirs text not null, ours text not null, created_at timestamptz(3) not null default now(),
        primary key (connection, kind, theirs), unique (connection, kind, ours));
    `);
  }

  override down(): void {
    this.addSql('drop table channel_link, channel_connection;');
  }
}
