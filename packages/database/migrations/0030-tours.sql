-- Collection: the street network that trucks drive on, where points stood and when, and tours.
create table street_network (
  organisation_id text primary key references organisation,
  -- Raised when it is replaced: what was computed on it is old.
  version int not null,
  replaced_at timestamptz not null default now()
);
create table street_node (
  organisation_id text not null references organisation,
  number int not null,
  position geometry(Point, 4326) not null,
  primary key (organisation_id, number)
);
create table street_edge (
  organisation_id text not null references organisation,
  number int not null,
  from_node int not null,
  to_node int not null,
  length_m float8 not null check (length_m > 0),
  kmh float4 not null check (kmh > 0),
  name text not null default '',
  class text not null,
  -- Passable only from its first node to its last.
  one_way boolean not null default false,
  truck boolean not null default true,
  geometry geometry(LineString, 4326) not null,
  primary key (organisation_id, number),
  foreign key (organisation_id, from_node) references street_node on delete cascade,
  foreign key (organisation_id, to_node) references street_node on delete cascade
);
create index on street_edge using gist (geometry);

-- Where a thing stood: a beach container stands elsewhere in winter, and its series goes on.
create table asset_position (
  organisation_id text not null references organisation,
  asset_id text not null references asset on delete cascade,
  during tstzrange not null check (not isempty(during)),
  position geometry(Point, 4326) not null,
  constraint asset_position_overlap exclude using gist (asset_id with =, during with &&)
);
insert into asset_position (organisation_id, asset_id, during, position)
  select organisation_id, id, tstzrange(null, null), position from asset where position is not null;

-- An asset that is moved today leaves its former place in the past, and what was planned for later stays planned.
create function keep_asset_position() returns trigger language plpgsql as $$
declare former tstzrange;
begin
  if new.position is null or (tg_op = 'UPDATE' and old.position is not distinct from new.position) then return null; end if;
  select during into former from asset_position where asset_id = new.id and during @> now();
  if former is null then
    insert into asset_position values (new.organisation_id, new.id,
      case when exists (select 1 from asset_position where asset_id = new.id)
        then tstzrange(now(), (select min(lower(during)) from asset_position where asset_id = new.id and lower(during) > now()))
        else tstzrange(null, null) end, new.position);
  elsif exists (select 1 from asset_position where asset_id = new.id and during = former and ST_Equals(position, new.position)) then
    return null;
  elsif lower(former) = now() then
    update asset_position set position = new.position where asset_id = new.id and during = former;
  else
    update asset_position set during = tstzrange(lower(former), now()) where asset_id = new.id and during = former;
    insert into asset_position values (new.organisation_id, new.id, tstzrange(now(), upper(former)), new.position);
  end if;
  return null;
end $$;
create trigger asset_position_kept after insert or update of geometry on asset
  for each row execute function keep_asset_position();

create table collection_setup (
  organisation_id text primary key references organisation,
  definition jsonb not null,
  updated_at timestamptz not null default now()
);

-- day: one day's tour. replay: past weeks collected in two ways, to compare.
create table tour (
  id text primary key check (id ~ '^tou_'),
  organisation_id text not null references organisation,
  number int not null,
  kind text not null check (kind in ('day', 'replay')),
  date date not null,
  until_date date,
  status text not null default 'queued'
    check (status in ('queued', 'solving', 'planned', 'failed', 'cancelled', 'published', 'done')),
  request jsonb not null,
  -- 0 to 1, and the cost of the best plan so far.
  progress real not null default 0,
  result jsonb,
  error text,
  attempts smallint not null default 0,
  -- A process that solves renews it; one that died lets it lapse.
  lease_until timestamptz,
  agent_id text references user_account,
  created_by text,
  created_at timestamptz not null default now(),
  planned_at timestamptz,
  published_at timestamptz,
  done_at timestamptz,
  unique (organisation_id, number),
  check (kind = 'day' or until_date >= date)
);
create index on tour (organisation_id, date desc);
create index tour_waiting on tour (created_at) where status in ('queued', 'solving');

create table tour_stop (
  id text primary key check (id ~ '^tst_'),
  organisation_id text not null references organisation,
  tour_id text not null references tour on delete cascade,
  route int not null,
  sequence int not null,
  kind text not null check (kind in ('stop', 'tip', 'depot')),
  asset_id text references asset,
  name text not null,
  position geometry(Point, 4326) not null,
  reason text,
  -- Predicted at passage.
  fill real,
  arrives_at timestamptz not null,
  leaves_at timestamptz not null,
  load_m3 real not null,
  paused_s int not null default 0,
  way_m real not null,
  -- What the crew said.
  outcome text check (outcome in ('emptied', 'blocked', 'damaged')),
  note text,
  photo bytea,
  photo_type text check (photo_type in ('image/jpeg', 'image/webp')),
  reported_at timestamptz,
  reported_by text,
  -- Up to where the platform has drawn its conclusions from the report.
  heard_at timestamptz,
  unique (tour_id, route, sequence)
);
create index on tour_stop (asset_id, reported_at);
create index tour_stop_unheard on tour_stop (reported_at) where reported_at is not null and heard_at is null;

select protect(array['street_network', 'street_node', 'street_edge', 'asset_position', 'collection_setup', 'tour', 'tour_stop']::regclass[]);

grant select, insert, update, delete on street_network, street_node, street_edge, asset_position, collection_setup, tour, tour_stop to trame_api;
grant select on street_network, street_node, street_edge, asset_position, collection_setup to trame_rules;
grant select, insert, update, delete on tour, tour_stop to trame_rules;
grant update on asset to trame_rules;

create function notify_tour() returns trigger language plpgsql as $$
begin
  perform pg_notify('tour_changed', new.organisation_id || ' ' || case tg_table_name when 'tour' then new.id else to_jsonb(new) ->> 'tour_id' end);
  return null;
end $$;
create trigger tour_changed after insert or update of status on tour for each row execute function notify_tour();
create trigger tour_stop_changed after update of outcome on tour_stop for each row execute function notify_tour();
