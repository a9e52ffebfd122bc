-- Scenarios: when / if / then. What has to be looked at is a row, what waits is a row with a deadline: Redis has no part in it.
create table mode_in_force (
  organisation_id text not null references organisation,
  -- '': of the whole organisation.
  site_id text not null default '',
  mode text not null,
  since timestamptz not null,
  -- Then the mode is `normal` again, by itself.
  until timestamptz,
  set_by text not null,
  primary key (organisation_id, site_id)
);
create index on mode_in_force (until) where until is not null;

create table scenario (
  id text primary key check (id ~ '^scn_'),
  organisation_id text not null references organisation,
  name text not null,
  version int not null,
  enabled boolean not null,
  -- The default scenario that it was copied from.
  origin text,
  -- Its commands act on the rights of this person or key: who published or enabled it last.
  author text,
  -- Calendars and the sun: looked at up to then, and next at.
  clock_at timestamptz not null default clock_timestamp(),
  due_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on scenario (organisation_id, origin) where origin is not null;
create index on scenario (organisation_id, name);
create index scenario_due on scenario (due_at) where enabled and due_at is not null;

create table scenario_version (
  scenario_id text not null references scenario on delete cascade,
  version int not null,
  organisation_id text not null references organisation,
  definition jsonb not null,
  enabled boolean not null,
  note text not null default '',
  created_by text,
  created_at timestamptz not null default now(),
  primary key (scenario_id, version)
);

-- Triggers that look at observations are rules that nobody sees: the engine of the rules hears them, with its tolerance of
-- disorder, crashes and replays, and says what it heard in scenario_event instead of opening an alert.
alter table rule add column scenario_id text references scenario, add column trigger_index smallint;
create unique index on rule (scenario_id, trigger_index) where scenario_id is not null;

-- Of each subject ('': of none): its run and its queue.
create table scenario_state (
  scenario_id text not null references scenario on delete cascade,
  subject text not null,
  organisation_id text not null references organisation,
  state jsonb not null,
  due_at timestamptz,
  faults smallint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (scenario_id, subject)
) with (fillfactor = 70);
create index scenario_state_due on scenario_state (due_at) where due_at is not null;

-- Why a scenario has to look. `key`: of one cause, once.
create table scenario_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  scenario_id text not null references scenario on delete cascade,
  subject text not null,
  key text not null,
  fact jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz,
  faults smallint not null default 0,
  fault text,
  unique (scenario_id, subject, key)
);
create index scenario_event_waiting on scenario_event (scenario_id, subject, id) where handled_at is null;
create index on scenario_event (handled_at) where handled_at is not null;

create table scenario_run (
  id text primary key check (id ~ '^run_'),
  organisation_id text not null references organisation,
  scenario_id text not null references scenario on delete cascade,
  subject text not null,
  number int not null,
  version int not null,
  state text not null,
  fact jsonb not null,
  conditions jsonb not null default '[]',
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  author text,
  unique (scenario_id, subject, number)
);
create index on scenario_run (scenario_id, recorded_at desc, id desc);
create index on scenario_run (organisation_id, recorded_at desc);

-- The trace of a run, line by line.
create table scenario_run_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  run_id text not null references scenario_run on delete cascade,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  what text not null,
  path text,
  detail jsonb not null default '{}'
);
create index on scenario_run_event (run_id, id);

-- A step and what it meant for each asset. The key is why no step acts twice.
create table scenario_run_target (
  run_id text not null references scenario_run on delete cascade,
  path text not null,
  asset_id text not null,
  organisation_id text not null references organisation,
  command_id text references command,
  order_id text references command_order,
  code text,
  detail text not null default '',
  at timestamptz not null,
  primary key (run_id, path, asset_id)
);
create index on scenario_run_target (command_id) where command_id is not null;

select protect(array['mode_in_force', 'scenario', 'scenario_version', 'scenario_state', 'scenario_event', 'scenario_run',
  'scenario_run_event', 'scenario_run_target']::regclass[]);

grant select, insert, update, delete on mode_in_force to trame_api, trame_rules;
grant select, insert, update on scenario to trame_api, trame_rules;
grant select, insert on scenario_version to trame_api, trame_rules;
grant select on scenario_state, scenario_run, scenario_run_event, scenario_run_target to trame_api;
grant select, insert on scenario_event to trame_api;
-- What runs is looked at at once when its scenario is switched off.
grant update (due_at) on scenario_state to trame_api;
grant select, insert, update, delete on scenario_state, scenario_event, scenario_run, scenario_run_event to trame_rules;
grant select, insert on scenario_run_target to trame_rules;
grant update on rule to trame_rules;

create function notify_scenario() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], new.organisation_id);
  return null;
end $$;
create trigger scenario_changed after insert or update of version, enabled, deleted_at on scenario
  for each row execute function notify_scenario('scenario_changed');
create trigger scenario_event_given after insert on scenario_event
  for each row execute function notify_scenario('scenario_event');
