import { Migration } from '@mikro-orm/migrations';
import { CLAIM_DELIVERIES } from './m0013-channels.js';

/** The same function: what waits for one of its subject that is being sent hides nothing else, however long that takes. */
export class M0029ClaimDeliveries extends Migration {
  override up(): void {
    this.addSql(replaced(CLAIM_DELIVERIES.replace(HELD_UP, `${BEING_SENT}${HELD_UP}`)));
  }

  override down(): void {
    this.addSql(replaced(CLAIM_DELIVERIES));
  }
}

const replaced = (sql: string) => sql.replace('create function', 'create or replace function');

const HELD_UP = `        -- What an older one of its kind holds up`;
const BEING_SENT = `        update delivery d set next_at = now() + interval '50 ms'
         where d.id = any(v_ids) and d.state in ('PENDING', 'RETRY') and exists (
           select 1 from delivery s where s.connection = d.connection and s.subject = d.subject and s.state = 'SENDING'
              and replace(s.event, 'stock', 'product') = replace(d.event, 'stock', 'product'));
`;
