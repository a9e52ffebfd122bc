-- Devices that were made known to their network server from here. Their keys are the network server's alone.
create table device_registration (
  device_id text primary key references device on delete cascade,
  organisation_id text not null references organisation,
  connector_id text not null references connector,
  application_id text,
  device_profile_id text not null,
  join_eui text,
  registered_at timestamptz not null default now()
);

-- Questions to a network server: asked by the API, which waits for the answer, and put by actuate, which alone has access
-- to networks. Unlogged: a key that passes through here is in no log, no replica and no backup, and gone once it is taken.
create unlogged table network_task (
  id text primary key check (id ~ '^ntk_'),
  organisation_id text not null references organisation,
  connector_id text not null references connector,
  action text not null check (action in ('register', 'remove', 'disable', 'enable')),
  device jsonb not null,
  app_key text,
  asked_at timestamptz not null default now(),
  state text not null default 'asked'
    check (state in ('asked', 'taken', 'done', 'refused', 'unavailable', 'givenUp')),
  field text,
  detail text not null default ''
);
create index on network_task (asked_at) where state = 'asked';

create function notify_network_task() returns trigger language plpgsql as $$
begin
  perform pg_notify('network_task', '');
  return null;
end $$;
create trigger network_task_asked after insert on network_task for each row execute function notify_network_task();

select protect(array['device_registration', 'network_task']::regclass[]);
create policy of_actuate on network_task to trame_actuate using (true) with check (true);
grant select, insert, update, delete on device_registration to trame_api;
grant select, insert, update on network_task to trame_api;
grant select, update, delete on network_task to trame_actuate;
