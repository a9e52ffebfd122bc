-- Hypertables carry no organisation: they are reached only through series and devices that row level security returned.
-- An uplink's first key makes its id (and its time, which a re-delivery repeats): the unique index of `uplink` holds it.
-- This table holds the further ones, and the first of messages that carry no time.
create table uplink_key (
  key uuid not null,
  -- Day of the network's time, so that a re-delivery meets its first delivery in the same chunk.
  seen_on date not null,
  primary key (key, seen_on)
);
select create_hypertable('uplink_key', by_range('seen_on', interval '1 day'), create_default_indexes => false);

create table uplink (
  id uuid not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  device_number int not null,
  time_source smallint not null,
  payload_type smallint not null,
  f_port smallint,
  f_cnt bigint,
  dev_addr text,
  payload bytea not null,
  status smallint not null,
  model_id text,
  model_version int,
  error_code text,
  rssi real,
  snr real,
  spreading_factor smallint,
  gateways smallint
);
select create_hypertable('uplink', by_range('observed_at', interval '7 days'), create_default_indexes => false);
-- The id begins with the milliseconds of observed_at: new rows go to the warm end of the index.
create unique index uplink_id on uplink (id, observed_at);
create index on uplink (device_number, observed_at desc);

-- What a network says of a device beside its uplinks: joins, battery status, positions, logs, the fate of downlinks.
create table device_event (
  id uuid not null,
  at timestamptz not null,
  received_at timestamptz not null,
  device_number int not null,
  kind text not null,
  detail jsonb not null,
  primary key (id, at)
);
select create_hypertable('device_event', by_range('at', interval '30 days'), create_default_indexes => false);
create index on device_event (device_number, at desc);

create table observation (
  series_id int not null,
  observed_at timestamptz not null,
  value float8 not null,
  quality smallint not null default 0
);
select create_hypertable('observation', by_range('observed_at', interval '7 days'), create_default_indexes => false);
-- value rides along: a chart of one series is an index-only read, for 4 % of the insert rate (measured).
create unique index observation_key on observation (series_id, observed_at) include (value, quality);

-- Exact at every commit: written in the transaction of its rows. Good points only (quality ok or estimated).
create table observation_hourly (
  series_id int not null,
  hour timestamptz not null,
  count int not null,
  sum float8 not null,
  min float8 not null,
  max float8 not null,
  first float8 not null,
  first_at timestamptz not null,
  last float8 not null,
  last_at timestamptz not null,
  primary key (series_id, hour)
) with (fillfactor = 80);
select create_hypertable('observation_hourly', by_range('hour', interval '90 days'), create_default_indexes => false);

create table latest_observation (
  series_id int primary key,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  value float8 not null,
  quality smallint not null
) with (fillfactor = 50);

create table rejection (
  id text primary key check (id ~ '^rej_'),
  organisation_id text not null references organisation,
  connector_id text not null references connector,
  received_at timestamptz not null,
  observed_at timestamptz,
  network text,
  address text,
  device_id text references device,
  code text not null,
  detail text not null,
  raw bytea not null,
  -- Everything of the event but its bytes, so that it can be played again.
  event jsonb not null,
  model_id text,
  model_version int,
  status text not null default 'open' check (status in ('open', 'replayed', 'dismissed')),
  status_at timestamptz,
  -- The same bytes again on the same day are counted here, not stored again.
  occurrences int not null default 1,
  -- Asked by a person, done by ingest (which alone decodes), however often either of them restarts.
  replay_requested_at timestamptz
);
create index on rejection (organisation_id, status, received_at desc);
create index on rejection (network, address) where status = 'open';
create index on rejection (replay_requested_at) where replay_requested_at is not null;

create function notify_replay() returns trigger language plpgsql as $$
begin
  notify replay_requested;
  return null;
end $$;
create trigger replay_requested after update of replay_requested_at on rejection
  for each statement execute function notify_replay();

create table outbox (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  topic text not null,
  -- Text kept as it came, uncompressed: it is read once, milliseconds later, and deleted.
  payload json not null,
  created_at timestamptz not null default now()
);
alter table outbox alter column payload set storage external;

select protect(array['rejection', 'outbox']::regclass[]);

grant select on uplink, device_event, observation, observation_hourly, latest_observation to trame_api;
grant select, update on rejection to trame_api;
grant select, insert, update on uplink_key, uplink, observation, observation_hourly, latest_observation, rejection to trame_ingest;
grant select, insert on device_event to trame_ingest;
-- A replayed uplink takes the place of its refused row; a corrected hour may become empty.
grant delete on uplink, uplink_key, observation_hourly, latest_observation to trame_ingest;
grant select, insert, update, delete on outbox to trame_ingest;

-- The Community edition compresses history; the Apache edition, which is enough, has no such setting.
do $$
begin
  if current_setting('timescaledb.license', true) = 'timescale' then
    execute $c$alter table observation set (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'observed_at')$c$;
    execute $c$select add_compression_policy('observation', interval '45 days')$c$;
    execute $c$alter table uplink set (timescaledb.compress, timescaledb.compress_segmentby = 'device_number', timescaledb.compress_orderby = 'observed_at')$c$;
    execute $c$select add_compression_policy('uplink', interval '45 days')$c$;
  end if;
end $$;
