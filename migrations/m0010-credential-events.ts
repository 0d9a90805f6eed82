import { Migration } from '@mikro-orm/migrations';

/** Which columns make up an identity, by its table: a change of any is a change of rights. */
const IDENTITIES = {
  staff: ['active', 'credential_version', 'role', 'place_code', 'producer_id'],
  device: ['active', 'credential_version', 'site_code'],
  customer: ['active', 'credential_version'],
};

/**
 * A `credential` event, subject such as `staff:12`, whenever what somebody may do changes, so that whoever holds their
 * identity looks it up again. By trigger: no way of changing a right can forget it. New accounts hold nothing yet.
 */
export class M0010CredentialEvents extends Migration {
  override up(): void {
    this.addSql(`
      create function tell_credential_v1(p_kind text, p_id bigint, p_version bigint) returns void language sql as $$
        insert into pending_event(kind, subject, version, payload)
        values ('credential', p_kind || ':' || p_id, p_version, jsonb_build_object('kind', p_kind, 'id', p_id::text))
      $$;

      -- A table of identities bears the name of their kind.
      create function credential_changed_v1() returns trigger language plpgsql as $$
      begin
        perform tell_credential_v1(tg_table_name, old.id,
                                   case when tg_op = 'UPDATE' then new.credential_version else old.credential_version end);
        return null;
      end $$;

      -- A shop's sites are its owner's: the old owner's and the new one's rights change.
      create function shop_owner_changed_v1() returns trigger language plpgsql as $$
      begin
        perform tell_credential_v1('staff', s.id, s.credential_version) from staff s
          where s.id in (case when tg_op <> 'INSERT' then old.owner_staff_id end,
                         case when tg_op <> 'DELETE' then new.owner_staff_id end) order by s.id;
        return null;
      end $$;
      create trigger shop_owner_changed after update on shop for each row
        when ((old.owner_staff_id, old.site_code) is distinct from (new.owner_staff_id, new.site_code))
        execute function shop_owner_changed_v1();
      create trigger shop_owner_added after insert on shop for each row
        when (new.owner_staff_id is not null) execute function shop_owner_changed_v1();
      create trigger shop_owner_gone after delete on shop for each row
        when (old.owner_staff_id is not null) execute function shop_owner_changed_v1();
    `);
    for (const [table, columns] of Object.entries(IDENTITIES)) {
      const row = (name: string) => `(${columns.map((column) => `${name}.${column}`).join(', ')})`;
      this.addSql(`
        create trigger credential_changed after update on ${table} for each row
          when (${row('old')} is distinct from ${row('new')}) execute function credential_changed_v1();
        create trigger credential_gone after delete on ${table} for each row execute function credential_changed_v1();
      `);
    }
  }

  override down(): void {
    for (const table of Object.keys(IDENTITIES)) {
      this.addSql(`drop trigger credential_changed on ${table}; drop trigger credential_gone on ${table};`);
    }
    this.addSql(`
      drop trigger shop_owner_changed on shop;
      drop trigger shop_owner_added on shop;
      drop trigger shop_owner_gone on shop;
      drop function shop_owner_changed_v1();
      drop function credential_changed_v1();
      drop function tell_credential_v1(text, bigint, bigint);
    `);
  }
}
