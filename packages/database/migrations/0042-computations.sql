-- Long computations: asked for in a row, done by a worker thread of the rules service, kept part by part.
create table computation (
  id text primary key check (id ~ '^cmp_'),
  organisation_id text not null references organisation,
  kind text not null,
  parameters jsonb not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')) default 'queued',
  -- 0 to 1.
  progress real not null default 0,
  attempts smallint not null default 0,
  summary jsonb,
  error text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  -- A run that says nothing for a minute has died with its process.
  heard_at timestamptz,
  ended_at timestamptz
);
create index on computation (organisation_id, kind, requested_at desc);
create index on computation (requested_at) where state in ('queued', 'running');

create table computation_part (
  computation_id text not null references computation on delete cascade,
  part int not null,
  data jsonb not null,
  primary key (computation_id, part)
);

-- What covers the ground, and who lives on it: blocks by local climate zone (Stewart and Oke 2012).
create table land_cover (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  zone text not null check (zone ~ '^([1-9]|10|[A-G])$'),
  site_id text references site on delete set null,
  area_m2 float8 not null check (area_m2 > 0),
  population int not null default 0 check (population >= 0),
  geometry geometry(Polygon, 4326) not null
);
create index on land_cover using gist (geometry);

select protect(array['computation', 'land_cover']::regclass[]);

grant select, insert, update on computation to trame_api;
grant select on computation_part to trame_api;
grant select, insert, delete on land_cover to trame_api;
grant select, update, delete on computation to trame_rules;
grant select, insert, update, delete on computation_part to trame_rules;
grant select on land_cover to trame_rules;

create function notify_computation() returns trigger language plpgsql as $$
begin
  perform pg_notify('computation_asked', new.id);
  return null;
end $$;
create trigger computation_asked after insert on computation for each row execute function notify_computation();
