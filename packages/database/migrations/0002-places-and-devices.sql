create table site (
  id text primary key check (id ~ '^sit_'),
  organisation_id text not null references organisation,
  parent_id text references site,
  name text not null,
  kind text not null,
  path ltree not null,
  geometry geometry(Geometry, 4326),
  time_zone text not null default 'Europe/Paris',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on site using gist (path);
create index on site using gist (geometry);
create index on site (organisation_id, name);

-- The path is the chain of ids from the root; ltree labels take no hyphen.
create function site_label(id text) returns ltree language sql immutable as $$ select text2ltree(replace(id, '-', '_')) $$;
create function site_set_path() returns trigger language plpgsql as $$
begin
  if new.parent_id is null then
    new.path := site_label(new.id);
  else
    select parent.path || site_label(new.id) into strict new.path from site parent
      where parent.id = new.parent_id and parent.organisation_id = new.organisation_id;
    if new.path <@ site_label(new.id) and nlevel(new.path) > 1 then
      raise exception 'a site cannot be inside itself' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger site_path before insert or update of parent_id on site for each row execute function site_set_path();
create function site_move_children() returns trigger language plpgsql as $$
begin
  update site set path = new.path || subpath(path, nlevel(old.path)) where path <@ old.path and id <> new.id;
  return null;
end $$;
create trigger site_children after update of parent_id on site for each row
  when (old.path is distinct from new.path) execute function site_move_children();

create table asset (
  id text primary key check (id ~ '^ast_'),
  organisation_id text not null references organisation,
  type text not null,
  name text not null,
  site_id text references site,
  geometry geometry(Geometry, 4326),
  position geometry(Point, 4326) generated always as (ST_PointOnSurface(geometry)) stored,
  attributes jsonb not null default '{}',
  tags text[] not null default '{}',
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on asset using gist (position);
create index on asset (organisation_id, type, name);
create index on asset (site_id);

create table connector (
  id text primary key check (id ~ '^con_'),
  organisation_id text not null references organisation,
  kind text not null,
  name text not null,
  created_at timestamptz not null default now()
);

create table device_model (
  organisation_id text not null references organisation,
  id text not null,
  version int not null,
  maker text not null,
  model text not null,
  description text not null default '',
  expected_interval_ms bigint not null,
  source text not null,
  channels jsonb not null,
  examples jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (organisation_id, id, version)
);

create table device (
  id text primary key check (id ~ '^dev_'),
  -- The short key that the hypertable of uplinks carries.
  number int generated always as identity unique,
  organisation_id text not null references organisation,
  name text not null,
  network text not null check (network in ('lorawan', 'mqtt')),
  address text not null,
  model_id text not null,
  model_version int not null,
  expected_interval_ms bigint not null check (expected_interval_ms > 0),
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (network, address)
);
create index on device (organisation_id, name);

-- What the last uplinks said of the device itself. Reached through `device`, which row level security guards.
create table device_state (
  device_number int primary key references device (number) on delete cascade,
  last_received_at timestamptz,
  last_observed_at timestamptz,
  uplink_count bigint not null default 0,
  dev_addr text,
  f_cnt bigint,
  -- When the frame with that counter was sent: a smaller counter sent later is a new session, not a late frame.
  session_at timestamptz,
  lost_frames bigint not null default 0,
  rssi real,
  snr real,
  spreading_factor smallint,
  gateways smallint,
  battery_percent real,
  battery_voltage real,
  position geometry(Point, 4326)
) with (fillfactor = 50);

create table device_gap (
  id bigint generated always as identity primary key,
  device_number int not null references device (number) on delete cascade,
  detected_at timestamptz not null,
  dev_addr text not null,
  from_f_cnt bigint not null,
  to_f_cnt bigint not null,
  recovered int not null default 0,
  unique (device_number, dev_addr, from_f_cnt, detected_at)
);

-- One observed property of one asset over time; or a channel of a device that is not bound (slot = the channel).
create table series (
  id int generated always as identity primary key,
  organisation_id text not null references organisation,
  asset_id text references asset,
  device_id text references device,
  property text not null,
  slot text not null default '',
  created_at timestamptz not null default now(),
  check (num_nonnulls(asset_id, device_id) = 1)
);
create unique index on series (asset_id, property, slot) where asset_id is not null;
create unique index on series (device_id, slot) where device_id is not null;

-- A series survives the replacement of its device; two devices never feed it at the same instant.
create table binding (
  id text primary key check (id ~ '^bnd_'),
  organisation_id text not null references organisation,
  device_id text not null references device,
  channel text not null,
  series_id int not null references series,
  during tstzrange not null check (not isempty(during)),
  scale float8 not null default 1 check (scale <> 0),
  "offset" float8 not null default 0,
  created_at timestamptz not null default now(),
  constraint binding_overlap exclude using gist (series_id with =, during with &&)
);
create index on binding (device_id);

create table map_feature (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  layer text not null,
  class text not null,
  name text,
  rank smallint,
  bridge boolean not null default false,
  geometry geometry(Geometry, 3857) not null
);
create index on map_feature using gist (geometry);

select protect(array['site', 'asset', 'connector', 'device_model', 'device', 'series', 'binding', 'map_feature']::regclass[]);

grant select, insert, update on site, asset, device, series, binding to trame_api;
grant delete on site, binding, map_feature to trame_api;
grant select, insert on map_feature, device_model to trame_api;
grant select on connector, device_state, device_gap to trame_api;
grant select on asset, device, device_model, binding to trame_ingest;
grant select, insert, update on connector, series, device_state, device_gap to trame_ingest;

-- Ingest keeps devices in memory; a change says which one to read again.
create function notify_device() returns trigger language plpgsql as $$
begin
  perform pg_notify('device_changed', coalesce(new.id, old.id));
  return null;
end $$;
create trigger device_changed after insert or update or delete on device for each row execute function notify_device();
create function notify_binding() returns trigger language plpgsql as $$
begin
  perform pg_notify('device_changed', coalesce(new.device_id, old.device_id));
  return null;
end $$;
create trigger binding_changed after insert or update or delete on binding for each row execute function notify_binding();
create function notify_model() returns trigger language plpgsql as $$
begin
  perform pg_notify('model_changed', coalesce(new.id, old.id));
  return null;
end $$;
create trigger model_changed after insert or update on device_model for each row execute function notify_model();
