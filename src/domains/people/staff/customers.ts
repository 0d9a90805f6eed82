import type { Transaction } from '../../../platform/persistence/index.js';

export interface Customer {
  id: number;
  version: number;
  active: boolean;
  /** The row was made just now. */
  isNew: boolean;
}

/** The customer whom a channel knows by this id: one for ever, made when they first come. */
export async function customerOf(tx: Transaction, channel: string, externalId: string): Promise<Customer> {
  const [customer] = await tx.query<Customer>(
    `insert into customer(channel, external_id) values ($1, $2)
     on conflict (channel, external_id) do update set external_id = excluded.external_id
     returning id::float8 as id, credential_version as version, active, old.id is null as "isNew"`,
    [channel, externalId],
  );
  return customer!;
}
