import { Migration } from '@mikro-orm/migrations';
import { ALLOTMENT_DOWN, ALLOTMENT_UP } from './m0024-allotment.js';
import { TARGETS_DOWN, TARGETS_UP } from './m0024-targets.js';

const INDUSTRY = `text not null check (industry in ('CATTLE', 'SHEEP', 'POULTRY', 'VEGETABLE', 'FRUIT', 'PICKLED', 'DELICACY', 'PRIMARY'))`;
const UNIT = `text not null check (unit in ('KG', 'JIN', 'PIECE', 'BOX'))`;

/**
 * Market quotes, planned output with the warnings it gives rise to, and plans to grow more of what is ordered; who delivered an
 * order's goods, in the ledger; targets.
 */
export class M0024Market extends Migration {
  override up(): void {
    this.addSql(ALLOTMENT_UP);
    this.addSql(TARGETS_UP);
    this.addSql(`
      -- One price a day for goods at a market; corrected in place, each time with its event.
      create table market_quote(
        id bigint generated always as identity primary key,
        industry ${INDUSTRY}, goods text not null, market text not null, source text not null, quoted_on date not null,
        unit ${UNIT}, price_fen bigint not null check (price_fen between 1 and 9007199254740991),
        version int not null default 1, recorded_by text not null, recorded_at timestamptz(3) not null default now(),
        unique (goods, market, unit, quoted_on));
      create index market_quote_day on market_quote(quoted_on, id);

      -- What a producer means to have ready on a day, in steps of the unit.
      create table planned_output(
        id bigint generated always as identity primary key,
        producer_id bigint not null references producer, village_code text not null references place,
        industry ${INDUSTRY}, goods text not null, unit ${UNIT}, scale smallint not null,
        quantity bigint not null check (quantity > 0), ready_on date not null,
        declared_by text not null, declared_at timestamptz(3) not null default now(), version int not null default 1,
        unique (producer_id, goods, unit, ready_on));
      create index planned_output_village on planned_output(village_code text_pattern_ops, id);
      create index planned_output_ready on planned_output(ready_on);

      -- Weights in KG, however they were declared and ordered.
      create table scale_warning(
        id bigint generated always as identity primary key, place_code text not null references place,
        industry ${INDUSTRY}, goods text not null, unit text not null check (unit in ('KG', 'PIECE', 'BOX')), scale smallint not null,
        planned bigint not null, county_planned bigint not null, sold bigint not null, open_orders bigint not null,
        sold_from date not null, planned_until date not null,
        raised_at timestamptz(3) not null, cleared_at timestamptz(3), version int not null default 1);
      create unique index scale_warning_open on scale_warning(place_code, industry, goods, unit) where cleared_at is null;
      create index scale_warning_place on scale_warning(place_code text_pattern_ops, id);

      create table expansion_plan(
        id bigint generated always as identity primary key,
        producer_id bigint not null references producer, village_code text not null references place,
        product_id bigint not null references product, member_id bigint references alliance_member,
        cause text not null check (cause in ('UNCOVERED_ALLOCATION', 'OVERSOLD')), unit ${UNIT}, scale smallint not null,
        quantity bigint not null check (quantity > 0), backlog bigint not null check (backlog > 0),
        state text not null default 'PROPOSED' check (state in ('PROPOSED', 'ACCEPTED', 'DECLINED', 'EXPIRED')), ready_on date,
        proposed_at timestamptz(3) not null, expires_at timestamptz(3) not null, answered_at timestamptz(3), answered_by text,
        version int not null default 1, check ((state = 'ACCEPTED') = (ready_on is not null)));
      create unique index expansion_plan_open on expansion_plan(product_id) where state = 'PROPOSED';
      create index expansion_plan_village on expansion_plan(village_code text_pattern_ops, id);
      create index expansion_plan_product on expansion_plan(product_id, id);
    `);
  }

  override down(): void {
    this.addSql('drop table expansion_plan, scale_warning, planned_output, market_quote;');
    this.addSql(TARGETS_DOWN);
    this.addSql(ALLOTMENT_DOWN);
  }
}
