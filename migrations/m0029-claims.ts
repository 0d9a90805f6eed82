import { Migration } from '@mikro-orm/migrations';
import { CLAIM_DELIVERIES, CLAIM_INBOX } from './m0013-channels.js';

/**
 * The same functions. A delivery that waits for one of its subject being sent hides no other, however long that takes. A message
 * whose turn came in the very moment in which it was put to sleep stays awake, instead of sleeping its fifteen seconds.
 */
export class M0029Claims extends Migration {
  override up(): void {
    this.addSql(DELIVERIES_BY_EACH);
    this.addSql(
      replaced(CLAIM_INBOX.replace('select m.id, m.ordering_key,', 'select m.id, m.next_at, m.ordering_key,')).replace(
        'where m.id = d.id and d.behind',
        'where m.id = d.id and m.next_at = d.next_at and d.behind',
      ),
    );
  }

  override down(): void {
    this.addSql(replaced(CLAIM_DELIVERIES));
    this.addSql(replaced(CLAIM_INBOX));
  }
}

const replaced = (sql: string) => sql.replace('create function', 'create or replace function');

const HELD_UP = `        -- What an older one of its kind holds up`;
const BEING_SENT = `        update delivery d set next_at = now() + interval '50 ms'
         where d.id = any(v_ids) and d.state in ('PENDING', 'RETRY') and exists (
           select 1 from delivery s where s.connection = d.connection and s.subject = d.subject and s.state = 'SENDING'
              and replace(s.event, 'stock', 'product') = replace(d.event, 'stock', 'product'));
`;

/** m0030 replaces it. */
export const DELIVERIES_BY_EACH = replaced(CLAIM_DELIVERIES.replace(HELD_UP, `${BEING_SENT}${HELD_UP}`));
