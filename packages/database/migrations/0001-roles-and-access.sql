-- Who may read what. The services' roles own nothing: every table with an organisation_id is under row level
-- security, and the API's transactions name their organisation (set local app.organisation). Reading without it is
-- an error, never an empty answer. Ingest serves every organisation, so its policies let it see all of them.
create extension if not exists timescaledb;
create extension if not exists postgis;
create extension if not exists ltree;
create extension if not exists btree_gist;
create extension if not exists citext;

do $$
declare role_name text;
begin
  foreach role_name in array array['trame_api', 'trame_ingest'] loop
    -- Roles belong to the cluster, migrations to one database: two of them may meet here.
    begin
      execute format('create role %I nologin nobypassrls', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

grant usage on schema public to trame_api, trame_ingest;

create table organisation (
  id text primary key check (id ~ '^org_'),
  name text not null,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  time_zone text not null default 'Europe/Paris',
  created_at timestamptz not null default now()
);

create table user_account (
  id text primary key check (id ~ '^usr_'),
  email citext not null unique,
  name text not null,
  password_hash text not null,
  must_change_password boolean not null default false,
  disabled boolean not null default false,
  failed_attempts int not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);

create table membership (
  user_id text not null references user_account on delete cascade,
  organisation_id text not null references organisation,
  role text not null check (role in ('administrator', 'operator', 'agent', 'reader')),
  primary key (user_id, organisation_id)
);

-- Tokens are kept as SHA-256 only: a stolen database opens no session.
create table session (
  token_hash bytea primary key,
  user_id text not null references user_account on delete cascade,
  organisation_id text not null references organisation,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text not null default ''
);

create table api_key (
  id text primary key check (id ~ '^key_'),
  organisation_id text not null references organisation,
  name text not null,
  role text not null check (role in ('administrator', 'operator', 'agent', 'reader')),
  token_hash bytea not null unique,
  created_by text references user_account on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table audit_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
create index on audit_event (organisation_id, at desc);

-- Before the organisation is known, only these three questions can be asked, each by the exact secret or id.
create function session_by_token(hash bytea) returns setof session
  language sql security definer set search_path = public
  as $$ update session set last_seen_at = now() where token_hash = hash and expires_at > now() returning * $$;
create function api_key_by_token(hash bytea) returns setof api_key
  language sql security definer set search_path = public
  as $$ update api_key set last_used_at = now() where token_hash = hash and revoked_at is null
        and (expires_at is null or expires_at > now()) returning * $$;
create function memberships_of(member text) returns table (organisation_id text, name text, slug text, time_zone text, role text)
  language sql security definer set search_path = public
  as $$ select o.id, o.name, o.slug, o.time_zone, m.role from membership m join organisation o on o.id = m.organisation_id
        where m.user_id = member order by o.name $$;
revoke all on function session_by_token, api_key_by_token, memberships_of from public;
grant execute on function session_by_token, api_key_by_token, memberships_of to trame_api;

-- One call a table: RLS, the API's policy by organisation, ingest's policy over all.
create function protect(tables regclass[]) returns void language plpgsql as $$
declare one regclass;
begin
  foreach one in array tables loop
    execute format('alter table %s enable row level security', one);
    execute format($p$create policy of_organisation on %s to trame_api
      using (organisation_id = current_setting('app.organisation'))
      with check (organisation_id = current_setting('app.organisation'))$p$, one);
    execute format('create policy of_all on %s to trame_ingest using (true) with check (true)', one);
  end loop;
end $$;
revoke all on function protect from public;

select protect(array['membership', 'session', 'api_key', 'audit_event']::regclass[]);
alter table organisation enable row level security;
create policy of_organisation on organisation to trame_api using (id = current_setting('app.organisation'));
create policy of_all on organisation to trame_ingest using (true);

grant select on organisation to trame_api, trame_ingest;
grant select, insert, update on user_account to trame_api;
grant select, insert, update, delete on membership, session, api_key to trame_api;
grant select, insert on audit_event to trame_api;
grant insert on audit_event to trame_ingest;
