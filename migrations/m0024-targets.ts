/** What the county's plan means to reach in a year. Part of M0024Market. */
export const TARGETS_UP = `
      create table target_indicator(
        county_code text not null references place, year int not null check (year between 2019 and 2100),
        kind text not null check (kind in ('TOWNSHIP_CENTRES', 'COLLECTION_POINTS', 'SHOPS', 'BRANDS', 'HOUSEHOLD_INCOME')),
        -- a count, or fen of HOUSEHOLD_INCOME
        target bigint not null check (target between 1 and 9007199254740991),
        source text not null, set_by text not null, set_at timestamptz(3) not null default now(),
        primary key (county_code, year, kind));
    `;

export const TARGETS_DOWN = 'drop table target_indicator;';
