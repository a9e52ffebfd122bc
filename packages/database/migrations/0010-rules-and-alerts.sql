-- Rules, the state of their engine, and the alerts that people handle. Times of alerts are the observations' own.
do $$
begin
  create role trame_rules nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
grant usage on schema public to trame_rules;

-- As before, and the rules service sees every organisation too.
create or replace function protect(tables regclass[]) returns void language plpgsql as $$
declare one regclass;
begin
  foreach one in array tables loop
    execute format('alter table %s enable row level security', one);
    execute format($p$create policy of_organisation on %s to trame_api
      using (organisation_id = (select current_organisation()))
      with check (organisation_id = (select current_organisation()))$p$, one);
    execute format('create policy of_all on %s to trame_ingest, trame_rules using (true) with check (true)', one);
  end loop;
end $$;
do $$
declare one text;
begin
  for one in select tablename from pg_policies where schemaname = 'public' and policyname = 'of_all' loop
    execute format('alter policy of_all on %I to trame_ingest, trame_rules', one);
  end loop;
end $$;

create type alert_severity as enum ('critical', 'major', 'minor', 'information');
create type alert_status as enum ('open', 'acknowledged', 'inProgress', 'resolved', 'closed');

create table team (
  id text primary key check (id ~ '^tea_'),
  organisation_id text not null references organisation,
  name text not null,
  created_at timestamptz not null default now(),
  unique (organisation_id, name)
);
create table team_member (
  organisation_id text not null references organisation,
  team_id text not null references team on delete cascade,
  user_id text not null references user_account on delete cascade,
  primary key (team_id, user_id)
);

create table rule (
  id text primary key check (id ~ '^rul_'),
  organisation_id text not null references organisation,
  name text not null,
  version int not null,
  enabled boolean not null,
  -- The default rule that it was copied from: copied once, then the organisation's own.
  origin text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index on rule (organisation_id, origin) where origin is not null;
create index on rule (organisation_id, name);

create table rule_version (
  rule_id text not null references rule on delete cascade,
  version int not null,
  organisation_id text not null references organisation,
  definition jsonb not null,
  enabled boolean not null,
  note text not null default '',
  created_by text,
  created_at timestamptz not null default now(),
  primary key (rule_id, version)
);

-- What the engine knows of one rule and asset after the observations so far.
create table rule_state (
  rule_id text not null references rule on delete cascade,
  asset_id text not null references asset on delete cascade,
  organisation_id text not null references organisation,
  version int not null,
  -- Of the asset: states are shared out to workers by it.
  slot smallint not null,
  state jsonb not null,
  -- When time alone changes the verdict: in the time of the observations, and on our clock for data that come this late.
  deadline timestamptz,
  due_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (rule_id, asset_id)
) with (fillfactor = 70);
alter table rule_state alter column state set compression lz4;
create index rule_state_deadline on rule_state (deadline) where deadline is not null;
create index rule_state_due on rule_state (due_at) where due_at is not null;
create index on rule_state (asset_id);

create table incident (
  id text primary key check (id ~ '^inc_'),
  organisation_id text not null references organisation,
  number int not null,
  title text not null,
  -- proposed: by the platform, from alerts near each other in place and time.
  status text not null check (status in ('proposed', 'open', 'closed', 'dismissed')),
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (organisation_id, number)
);

-- A planned quiet time, which always ends: maintenance of a place, or of a rule.
create table silence (
  id text primary key check (id ~ '^sil_'),
  organisation_id text not null references organisation,
  reason text not null,
  scope jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_by text,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at and ends_at <= starts_at + interval '400 days')
);
create index on silence (organisation_id, ends_at);

create table alert (
  id text primary key check (id ~ '^alr_'),
  organisation_id text not null references organisation,
  number int not null,
  rule_id text not null references rule,
  rule_version int not null,
  -- gateway, network: one alert for devices that fell silent together; theirs are its members.
  kind text not null default 'asset' check (kind in ('asset', 'gateway', 'network')),
  asset_id text references asset,
  gateway text,
  parent_id text references alert,
  -- The engine's number of the episode of this rule and asset.
  episode int not null default 0,
  severity alert_severity not null,
  status alert_status not null default 'open',
  opened_at timestamptz not null,
  last_at timestamptz not null,
  cleared_at timestamptz,
  clear_reason text,
  retracted boolean not null default false,
  property text,
  first_value float8,
  last_value float8,
  lowest float8,
  highest float8,
  count int not null default 0,
  flapping boolean not null default false,
  assignee_user_id text references user_account,
  assignee_team_id text references team,
  acknowledged_at timestamptz,
  started_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  target_at timestamptz,
  cause text,
  cause_note text,
  -- Nobody is told before: a silence, or a person who snoozed it.
  quiet_until timestamptz,
  silence_id text references silence,
  incident_id text references incident,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organisation_id, number),
  check ((kind = 'asset') = (asset_id is not null))
) with (fillfactor = 80);
-- A repeat or a replay meets the episode that it opened the first time.
create unique index alert_episode on alert (rule_id, asset_id, episode) where kind = 'asset';
create unique index alert_one_open on alert (rule_id, asset_id) where kind = 'asset' and cleared_at is null;
create unique index alert_one_open_group on alert (organisation_id, rule_id, coalesce(gateway, ''))
  where kind <> 'asset' and cleared_at is null;
create index alert_inbox on alert (organisation_id, opened_at desc);
create index alert_unresolved on alert (asset_id, severity) where status in ('open', 'acknowledged', 'inProgress');
create index on alert (asset_id, opened_at desc);
create index on alert (parent_id) where parent_id is not null;
create index on alert (incident_id) where incident_id is not null;
create index on alert (quiet_until) where quiet_until is not null;
create index on alert (rule_id, opened_at desc);

-- The life line of an alert, and what people said. `at` is when it was so, `recorded_at` when we learnt it.
create table alert_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  alert_id text not null references alert on delete cascade,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  kind text not null,
  actor text,
  detail jsonb not null default '{}'
);
create index on alert_event (alert_id, at, id);

create table checklist_step (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  alert_id text references alert on delete cascade,
  incident_id text references incident on delete cascade,
  position smallint not null,
  text text not null,
  done_at timestamptz,
  done_by text,
  check (num_nonnulls(alert_id, incident_id) = 1)
);
create index on checklist_step (alert_id) where alert_id is not null;
create index on checklist_step (incident_id) where incident_id is not null;

-- What somebody has to be told, written with its cause, once each; the notifier makes notifications of it.
create table alert_notice (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  alert_id text not null references alert on delete cascade,
  -- raised: a graver severity, or a silence that ended with the alert still open.
  kind text not null check (kind in ('opened', 'raised', 'resolved')),
  -- All that a message says, as it was then; and the rule's `notify` actions.
  notice jsonb not null,
  actions jsonb not null default '[]',
  created_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz
);
create index alert_notice_waiting on alert_notice (id) where handled_at is null;
create index on alert_notice (alert_id);

create table running_number (
  organisation_id text not null references organisation,
  kind text not null,
  last int not null,
  primary key (organisation_id, kind)
);
create function next_number(of_organisation text, of_kind text) returns int language sql as $$
  insert into running_number as n (organisation_id, kind, last) values (of_organisation, of_kind, 1)
  on conflict (organisation_id, kind) do update set last = n.last + 1 returning last $$;

-- Which consumer has had the effect of which event, written with the effect (reliability.md D11).
create table processed (
  consumer text not null,
  event_id bigint not null,
  at timestamptz not null default now(),
  primary key (event_id, consumer)
);

-- A row of the outbox now stays until all who need it have it. Without a registered reader, publishing it is enough.
create table outbox_reader (name text primary key);
alter table outbox add column published_at timestamptz, add column handed_at timestamptz,
  add column partitions smallint, add column parts smallint[];
create index outbox_unpublished on outbox (id) where published_at is null;
create index outbox_unhanded on outbox (id) where handed_at is null;
grant select on outbox_reader to trame_ingest;
grant select, insert, delete on outbox_reader to trame_rules;

-- The gateway that heard a device best the last time: what falls silent with it.
alter table device_state add column gateway text;
create index on device_state (gateway) where gateway is not null;

select protect(array['team', 'team_member', 'rule', 'rule_version', 'rule_state', 'incident', 'silence', 'alert', 'alert_event',
  'checklist_step', 'alert_notice', 'running_number']::regclass[]);

grant select, insert, update, delete on team, team_member, silence to trame_api;
grant select, insert, update on rule, incident, checklist_step, running_number to trame_api;
grant select, insert on rule_version, alert_event to trame_api;
grant select, update on alert to trame_api;
grant select on rule_state to trame_api;
grant select, insert on alert_notice to trame_api;
grant select on organisation, site, asset, asset_type, device, device_state, series, binding, observation, latest_observation,
  observation_hourly, team, team_member, silence to trame_rules;
grant select, insert on rule, rule_version to trame_rules;
grant select, insert, update on alert, alert_event, incident, checklist_step, alert_notice, running_number to trame_rules;
grant select, insert, update, delete on rule_state, processed to trame_rules;
grant select, update, delete on outbox to trame_rules;

-- The worst unresolved alert of each asset, beside its main value.
create or replace view asset_now with (security_invoker = true) as
select a.id, a.organisation_id, a.type, a.name, a.site_id, a.geometry, a.position, a.attributes, a.tags, a.updated_at,
  t.function, t.icon, t.main_property,
  s.id as series_id, l.value, l.observed_at, l.received_at, l.quality,
  coalesce(d.expected_interval_ms, 3600000) as expected_interval_ms,
  case when l.series_id is null then 'none'
       when now() - l.observed_at > 3 * coalesce(d.expected_interval_ms, 3600000) * interval '1 millisecond' then 'stale'
       else 'fresh' end as freshness,
  w.severity::text as severity
from asset a
left join asset_type t on t.id = a.type
left join series s on s.asset_id = a.id and s.property = t.main_property and s.slot = ''
left join latest_observation l on l.series_id = s.id
left join binding b on b.series_id = s.id and upper_inf(b.during)
left join device d on d.id = b.device_id
left join (
  select asset_id, min(severity) as severity from alert
  where status in ('open', 'acknowledged', 'inProgress') group by asset_id
) w on w.asset_id = a.id
where a.archived_at is null;

-- The rules service keeps rules and the territory in memory: it hears which organisation's to read again.
create function notify_organisation() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], coalesce(new.organisation_id, old.organisation_id));
  return null;
end $$;
create trigger rule_changed after insert or update on rule for each row execute function notify_organisation('rule_changed');
create trigger territory_changed after insert or update or delete on asset
  for each row execute function notify_organisation('territory_changed');
create trigger territory_changed after insert or update or delete on binding
  for each row execute function notify_organisation('territory_changed');
create trigger territory_changed after insert or update or delete on device
  for each row execute function notify_organisation('territory_changed');
create trigger territory_changed after insert or update or delete on site
  for each row execute function notify_organisation('territory_changed');
create trigger silence_changed after insert or update or delete on silence
  for each row execute function notify_organisation('silence_changed');

-- Pages follow alerts live, whoever changes them.
create function notify_alert() returns trigger language plpgsql as $$
begin
  perform pg_notify('alert_changed', new.organisation_id || ' ' || new.id);
  return null;
end $$;
create trigger alert_changed after insert or update on alert for each row execute function notify_alert();
