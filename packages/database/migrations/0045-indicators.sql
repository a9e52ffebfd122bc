-- Indicators: computed values are ordinary series, of an asset or of a site; what has to be computed is in Postgres.
alter table series add column site_id text references site on delete cascade,
  -- The indicator that computes it (`waste/forecast`); null: observed. Computed values have an interval of their own.
  add column indicator text,
  add column expected_interval_ms bigint check (expected_interval_ms > 0);
alter table series drop constraint series_check;
alter table series add constraint series_of_one check (num_nonnulls(asset_id, device_id, site_id) = 1);
create unique index on series (site_id, property, slot) where site_id is not null;

-- The stretch of one UTC day of one asset or site that has to be computed (again). `mark` tells what came while it was done.
create table indicator_due (
  organisation_id text not null references organisation,
  indicator text not null,
  subject_id text not null,
  day date not null,
  -- Starts of the first and the last period; of an indicator computed at each change, times of values.
  first_at timestamptz not null,
  last_at timestamptz not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  mark int not null default 0,
  attempts smallint not null default 0,
  last_error text,
  primary key (indicator, subject_id, day)
) with (fillfactor = 70);
create index on indicator_due (due_at);

-- What has to be found out first: which indicators hang on a corrected value, a changed asset, a person's order.
create table indicator_request (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  indicator text,
  subject_id text,
  -- All that is computed from this series.
  series_id int,
  -- All that is computed of this asset or from it.
  asset_id text,
  from_at timestamptz not null,
  to_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp()
);

-- Up to when the ends of periods were seen to, and of which formula; one row an indicator.
create table indicator_clock (
  indicator text primary key,
  version int not null,
  until timestamptz not null
);

-- What a computed value was made of. Reached through `series`.
create table indicator_result (
  series_id int not null,
  at timestamptz not null,
  completeness real,
  inputs jsonb not null,
  version int not null,
  computed_at timestamptz not null
);
select create_hypertable('indicator_result', by_range('at', interval '30 days'), create_default_indexes => false);
create unique index indicator_result_key on indicator_result (series_id, at);

create table factor (
  organisation_id text not null references organisation,
  id text not null,
  valid_from date not null,
  value float8 not null,
  source text not null check (source <> ''),
  updated_at timestamptz not null default now(),
  primary key (organisation_id, id, valid_from)
);

create table baseline (
  id text primary key check (id ~ '^bas_'),
  organisation_id text not null references organisation,
  use_case text not null,
  property text not null,
  site_id text references site on delete cascade,
  from_on date not null,
  to_on date not null,
  note text not null default '',
  created_at timestamptz not null default now(),
  check (to_on >= from_on)
);
create unique index baseline_of_place on baseline (organisation_id, use_case, property, coalesce(site_id, ''));

select protect(array['indicator_due', 'indicator_request', 'factor', 'baseline']::regclass[]);

grant select on indicator_due, indicator_result, indicator_clock to trame_api;
grant insert on indicator_request to trame_api, trame_ingest;
grant select, insert, update, delete on factor, baseline to trame_api;
grant select on factor, baseline to trame_rules;
grant select, insert, update, delete on indicator_due, indicator_request, indicator_clock, indicator_result to trame_rules;
grant insert on series, outbox to trame_rules;
grant insert, update, delete on observation, observation_hourly, latest_observation to trame_rules;

-- An attribute, a place or a type that changes changes what was computed with it; older months are a person's order.
create function request_indicators_of_asset() returns trigger language plpgsql as $$
begin
  insert into indicator_request (organisation_id, asset_id, from_at, to_at)
    values (new.organisation_id, new.id, now() - interval '31 days', now());
  return null;
end $$;
create trigger indicators_of_asset after update on asset for each row
  when (old.attributes is distinct from new.attributes or old.site_id is distinct from new.site_id or old.type <> new.type
    or old.archived_at is distinct from new.archived_at)
  execute function request_indicators_of_asset();

-- Another factor, other euros: everything of the organisation since it holds, as far as a month back.
create function request_indicators_of_factor() returns trigger language plpgsql as $$
declare changed factor := coalesce(new, old);
begin
  insert into indicator_request (organisation_id, from_at, to_at)
    values (changed.organisation_id, greatest(changed.valid_from, current_date - 31), now());
  return null;
end $$;
create trigger indicators_of_factor after insert or update or delete on factor
  for each row execute function request_indicators_of_factor();
