import { Migration } from '@mikro-orm/migrations';

/** Input use, limits, inspections, certificates, pledges, marks, consents and stories. No limit and no interval is ours. */
export class M0017Quality extends Migration {
  override up(): void {
    this.addSql(`
      -- The production record, kept two years at least; a wrong row is corrected by another that names it.
      create table input_use(
        id bigint generated always as identity primary key, batch_id bigint not null references batch,
        kind text not null check (kind in ('PESTICIDE', 'VETERINARY_DRUG', 'FEED_ADDITIVE')),
        name text not null, ingredient text not null, source text not null, dose text not null, purpose text not null,
        first_on date not null, last_on date not null, check (first_on <= last_on),
        interval_days smallint not null check (interval_days between 0 and 3650),
        interval_for text not null check (interval_for in ('HARVEST', 'SLAUGHTER', 'SALE')),
        corrects bigint unique references input_use, recorded_by text not null, recorded_at timestamptz(3) not null default now());
      create index input_use_batch on input_use(batch_id, id);
      create trigger append_only before update or delete on input_use for each statement execute function refuse_change();

      create table limit_table(
        id bigint generated always as identity primary key, code text not null, version int not null check (version > 0),
        title text not null, source text not null, effective_on date not null, sha256 text not null,
        imported_by text not null, imported_at timestamptz(3) not null default now(), unique (code, version));
      create table limit_value(
        table_id bigint not null references limit_table, class text not null, item text not null, unit text not null,
        most text not null check (most ~ '^\\d{1,12}(\\.\\d{1,9})?$'), primary key (table_id, class, item, unit));
      create trigger append_only before update or delete on limit_value for each statement execute function refuse_change();

      create table inspection(
        id uuid primary key, number text not null unique, batch_id bigint not null references batch, class text not null,
        title text not null, laboratory text not null, laboratory_place text not null, client text not null, method text not null,
        sample text not null, sample_state text not null, sampling_plan text not null, pages smallint not null check (pages between 1 and 500),
        received_on date not null, tested_from date not null, tested_until date not null, signatory text not null,
        check (received_on <= tested_until and tested_from <= tested_until),
        limit_table_id bigint references limit_table, result text not null check (result in ('PASSED', 'FAILED')),
        corrects uuid unique references inspection, recorded_by text not null, recorded_at timestamptz(3) not null default now());
      create index inspection_batch on inspection(batch_id, recorded_at);
      create index inspection_class on inspection(class, tested_until);
      create table inspection_result(
        inspection_id uuid not null references inspection, line smallint not null, item text not null, value text not null,
        unit text not null, most text, verdict text not null check (verdict in ('PASSED', 'FAILED')), primary key (inspection_id, line));
      create trigger append_only before update or delete on inspection for each statement execute function refuse_change();
      create trigger append_only before update or delete on inspection_result for each statement execute function refuse_change();

      -- Reviewed by another person than recorded it; once published it stays so, a correction beside it.
      create table inspection_publication(
        inspection_id uuid primary key references inspection, state text not null check (state in ('REVIEWED', 'PUBLISHED', 'CORRECTED')),
        reviewed_by text not null, reviewed_at timestamptz(3) not null, published_by text, published_at timestamptz(3),
        correction text, corrected_by text, corrected_at timestamptz(3),
        check ((state = 'REVIEWED') = (published_at is null)), check ((state = 'CORRECTED') = (correction is not null)));
      create index inspection_published on inspection_publication(published_at desc, inspection_id) where published_at is not null;

      create table monitoring_plan(
        id bigint generated always as identity primary key,
        class text not null check (class in ('EGGS', 'MEAT', 'PRODUCE', 'AQUATIC', 'OTHER')), from_on date not null,
        rate_per_mille smallint not null check (rate_per_mille between 0 and 1000), set_by text not null,
        set_at timestamptz(3) not null default now(), unique (class, from_on));

      create table batch_stop(
        id bigint generated always as identity primary key, batch_id bigint not null references batch,
        cause text not null check (cause in ('FAILED_TEST', 'INTERVAL', 'RECALL')), origin_id bigint not null references batch,
        reason text not null, by text not null, at timestamptz(3) not null default now(), unique (batch_id, cause, origin_id));
      create trigger append_only before update or delete on batch_stop for each statement execute function refuse_change();

      create table conformity_certificate(
        id bigint generated always as identity primary key, number text not null unique, batch_id bigint not null references batch,
        product_name text not null, quantity bigint not null, unit text not null, scale smallint not null, origin text not null,
        issued_on date not null, promisor text not null, contact_sealed text,
        basis text not null check (basis in ('TEST', 'INTERNAL_CONTROL', 'SELF_PROMISE')), tested_items text[] not null default '{}',
        inspection_id uuid references inspection, issued_by text not null, issued_at timestamptz(3) not null default now(),
        voided_at timestamptz(3), void_reason text, check ((basis = 'TEST') = (inspection_id is not null)));
      create unique index conformity_certificate_live on conformity_certificate(batch_id) where voided_at is null;

      -- An operator is a producer or a shop's site, as \`producer:12\` or \`site:SH-0001\`.
      create table operator_pledge(
        id bigint generated always as identity primary key, operator text not null unique, place_code text not null references place,
        text_sha256 text not null, evidence text not null, signed_on date not null, recorded_by text not null, recorded_at timestamptz(3) not null default now());
      create table pledge_breach(
        id bigint generated always as identity primary key, pledge_id bigint not null references operator_pledge,
        severity text not null check (severity in ('MINOR', 'SERIOUS')), reason text not null, evidence text not null,
        recorded_by text not null, at timestamptz(3) not null default now());
      create index pledge_breach_pledge on pledge_breach(pledge_id, id);
      create trigger append_only before update or delete on pledge_breach for each statement execute function refuse_change();

      create table brand_licence(
        id bigint generated always as identity primary key, brand_code text not null references brand,
        producer_id bigint not null references producer, evidence text not null, from_on date not null, until_on date not null,
        check (from_on <= until_on), granted_by text not null, granted_at timestamptz(3) not null default now(),
        revoked_at timestamptz(3), revoke_reason text);
      create index brand_licence_producer on brand_licence(producer_id, brand_code);
      create table heritage_mark(
        id bigint generated always as identity primary key, kind text not null check (kind in ('LOCAL', 'TIME_HONOURED')),
        name text not null, producer_id bigint not null references producer, place_code text not null references place,
        since_year smallint not null, evidence text[] not null check (cardinality(evidence) > 0),
        granted_by text not null, granted_at timestamptz(3) not null default now(), unique (kind, name));

      create table consent(
        id bigint generated always as identity primary key, household_id bigint not null references household,
        purpose text not null check (purpose in ('STORY', 'PHOTO', 'TRACE_NAME')), text_sha256 text not null, evidence text not null,
        given_on date not null, recorded_by text not null, recorded_at timestamptz(3) not null default now(),
        withdrawn_at timestamptz(3), withdrawn_by text);
      create unique index consent_live on consent(household_id, purpose) where withdrawn_at is null;
      create table story(
        id bigint generated always as identity primary key, kind text not null check (kind in ('WAY_OUT_OF_POVERTY', 'FOLKLORE')),
        title text not null, body text not null, photo_urls text[] not null default '{}', village_code text not null references place,
        household_id bigint references household, brand_code text references brand,
        state text not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED', 'UNPUBLISHED')),
        version int not null default 1, written_by text not null, written_at timestamptz(3) not null default now(),
        published_at timestamptz(3));
      create index story_shown on story(id) where state = 'PUBLISHED';
    `);
  }

  override down(): void {
    this
      .addSql(`drop table story, consent, heritage_mark, brand_licence, pledge_breach, operator_pledge, conformity_certificate,
      batch_stop, monitoring_plan, inspection_publication, inspection_result, inspection, limit_value, limit_table, input_use;`);
  }
}
