-- Commands: what somebody wants a device to do, how far it got, what takes it back, and who agreed. `actuate` alone
-- sends; Postgres alone decides (reliability.md D11, D13-D16).
do $$
declare role_name text;
begin
  foreach role_name in array array['trame_actuate', 'trame_rules'] loop
    begin
      execute format('create role %I nologin nobypassrls', role_name);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;
grant usage on schema public to trame_actuate, trame_rules;

-- null: nobody has said, and the device is taken to hear only after its own uplinks.
alter table device add column downlink_class text check (downlink_class in ('A', 'B', 'C'));
-- The gateway that heard it best: its duty cycle is shared by all downlinks to its devices.
alter table device_state add column best_gateway text;

-- The same as lampFloors in packages/domain; a test compares them.
create table lamp_floor (road_class text primary key, percent smallint not null check (percent between 0 and 100));
insert into lamp_floor values ('M1', 70), ('M2', 60), ('M3', 50), ('M4', 40), ('M5', 30), ('M6', 30),
  ('C0', 70), ('C1', 60), ('C2', 50), ('C3', 40), ('C4', 30), ('C5', 30),
  ('P1', 30), ('P2', 30), ('P3', 20), ('P4', 20), ('P5', 20), ('P6', 20), ('crossing', 70),
  ('motorway', 60), ('ring', 50), ('avenue', 50), ('street', 30), ('lane', 30), ('pedestrian', 30), ('path', 20);

create table command_order (
  id text primary key check (id ~ '^ord_'),
  organisation_id text not null references organisation,
  kind text not null,
  parameters jsonb not null,
  state text not null check (state in ('requested', 'running', 'stopped', 'done', 'cancelled')),
  source text not null,
  requested_by text not null,
  requested_by_person text,
  requested_at timestamptz not null,
  expires_at timestamptz,
  reason text not null default '',
  failure_share float8 not null check (failure_share between 0 and 0.5),
  proof text not null check (proof in ('acknowledged', 'observed')),
  -- Commands of the present run; a retry is a new run of those that failed.
  run int not null default 1,
  skipped jsonb not null default '[]',
  revision int not null default 1,
  approvals_needed int not null check (approvals_needed between 0 and 2)
);
create index on command_order (organisation_id, requested_at desc);
create index on command_order (state) where state = 'running';

create table command (
  id text primary key check (id ~ '^cmd_[0-9a-f]{32}$'),
  -- Networks want a UUID: it is the one in the id, and comes back in their answers.
  queue_item_id uuid not null generated always as (substr(id, 5)::uuid) stored unique,
  organisation_id text not null references organisation,
  kind text not null,
  parameters jsonb not null,
  state text not null check (state in ('requested', 'approved', 'queued', 'handedOver', 'radioSent', 'acknowledged',
    'observed', 'expired', 'failed', 'cancelled', 'superseded', 'unknown', 'unconfirmed')),
  source text not null check (source in ('api', 'bulk', 'schedule', 'rule', 'scenario', 'import', 'socket', 'restore', 'watchdog')),
  -- The rule, schedule or scenario that asked, on the rights of requested_by.
  source_id text,
  device_id text not null references device,
  asset_id text references asset,
  network text not null check (network in ('lorawan', 'mqtt')),
  requested_by text not null,
  requested_by_person text,
  requested_at timestamptz not null,
  reason text not null default '',
  revision int not null default 1,
  approvals_needed int not null check (approvals_needed between 0 and 2),
  approvals_missing int not null check (approvals_missing between 0 and 2),
  idempotent boolean not null,
  observable boolean not null,
  command_group text,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  observe_by timestamptz not null,
  attempts int not null default 0 check (attempts <= max_attempts),
  max_attempts int not null,
  -- Set before a sending and cleared after it: what a crash leaves set is a sending of which nobody knows the outcome.
  sending_since timestamptz,
  maybe_sent boolean not null default false,
  misses int not null default 0,
  handed_over_at timestamptz,
  radio_sent_at timestamptz,
  acknowledged_at timestamptz,
  ended_at timestamptz,
  expected_at timestamptz,
  order_id text references command_order,
  run int,
  position int,
  lease_id text,
  -- Written by a trigger, from the asset: nobody who asks can choose it.
  floor smallint,
  -- What left, for the technician.
  frame_port smallint,
  frame bytea,
  code text,
  detail text not null default '',
  alerted_at timestamptz,
  check (expires_at > not_before and expires_at > requested_at),
  check (state not in ('approved', 'queued', 'handedOver') or approvals_missing = 0),
  check (kind not in ('device.configure', 'device.raw') or approvals_needed >= 1),
  check (source not in ('restore', 'watchdog') or kind = 'light.resume'
    or (kind = 'valve.set' and parameters ->> 'open' = 'false')),
  -- The envelope once more, where no code of ours can be led around it.
  constraint envelope_light check (kind <> 'light.dim' or ((parameters ->> 'level')::numeric between 0 and 100
    and lease_id is not null and floor is not null
    and ((parameters ->> 'level')::numeric > 0 or approvals_needed >= 1))),
  constraint envelope_valve check (kind <> 'valve.set' or parameters ->> 'open' = 'false'
    or ((parameters ->> 'seconds')::numeric between 1 and 14400 and lease_id is not null)),
  constraint envelope_heating check (kind <> 'heating.setpoint' or (parameters ->> 'celsius')::numeric between 5 and 26),
  constraint envelope_vent check (kind <> 'vent.move' or (parameters ->> 'percent')::numeric between 0 and 100)
);
create index on command (organisation_id, requested_at desc);
create index on command (asset_id, requested_at desc);
create index on command (device_id, command_group, requested_at desc);
create index on command (order_id, run, position);
create index command_queue on command (not_before, requested_at) where state = 'queued';
create index command_open on command (expires_at)
  where state in ('requested', 'approved', 'queued', 'handedOver', 'radioSent', 'acknowledged');
create index on command (organisation_id) where state = 'unconfirmed' and alerted_at is null;

create table command_event (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  command_id text not null references command,
  at timestamptz not null,
  event text not null,
  state text not null,
  actor text not null,
  detail text not null default ''
);
create index on command_event (command_id, id);

-- What later uplinks must show. `before_value`: of the same series when the command left.
create table command_expectation (
  command_id text not null references command on delete cascade,
  series_id int not null references series,
  value float8 not null,
  tolerance float8 not null,
  before_value float8,
  seen_at timestamptz,
  open boolean not null default true,
  primary key (command_id, series_id)
);
create index on command_expectation (series_id) where open;

-- Away from the safe state until a time, with the command that brings it back. Both commands and the lease are of one
-- transaction: the keys are checked at its end, and a reduction without its restore can't be committed.
create table lease (
  id text primary key check (id ~ '^lea_'),
  organisation_id text not null references organisation,
  device_id text not null references device,
  command_id text not null unique references command deferrable initially deferred,
  restore_command_id text not null references command deferrable initially deferred,
  created_at timestamptz not null,
  until timestamptz not null,
  -- The device ends it by itself, whatever happens to us.
  local boolean not null default false,
  ended_at timestamptz,
  check (command_id <> restore_command_id),
  check (until > created_at and until <= created_at + interval '7 days')
);
create index on lease (until) where ended_at is null;
create index on lease (device_id) where ended_at is null;
alter table command add constraint command_lease foreign key (lease_id) references lease deferrable initially deferred;

create function command_floor() returns trigger language plpgsql as $$
declare attributes jsonb;
begin
  if new.kind = 'light.dim' then
    select a.attributes into attributes from asset a where a.id = new.asset_id;
    new.floor := coalesce(
      case when jsonb_typeof(attributes -> 'floorPercent') = 'number'
        and (attributes ->> 'floorPercent')::numeric between 0 and 100 then (attributes ->> 'floorPercent')::numeric end,
      (select percent from lamp_floor where road_class = attributes ->> 'roadClass'), 50);
  end if;
  return new;
end $$;
create trigger command_floor before insert or update of parameters, asset_id, floor on command
  for each row execute function command_floor();

-- Of one revision: an edit leaves the approvals of what it replaced behind.
create table approval (
  subject_id text not null,
  revision int not null,
  organisation_id text not null references organisation,
  user_id text not null references user_account,
  at timestamptz not null,
  primary key (subject_id, revision, user_id)
);

create table idempotency_key (
  organisation_id text not null references organisation,
  key text not null,
  body_hash bytea not null,
  subject_id text,
  created_at timestamptz not null default now(),
  primary key (organisation_id, key)
);
create index on idempotency_key (created_at);

-- organisation_id null: nothing of anybody leaves.
create table emergency_stop (
  id text primary key check (id ~ '^stp_'),
  organisation_id text references organisation,
  reason text not null,
  started_by text not null,
  started_at timestamptz not null,
  release_asked_by text,
  released_by text,
  released_at timestamptz,
  cancelled int not null default 0,
  -- Queues of the networks are emptied by actuate, which says so here.
  flushed_at timestamptz,
  check (released_at is null or (release_asked_by is not null and released_by is not null and released_by <> release_asked_by))
);
create unique index emergency_stop_active on emergency_stop ((coalesce(organisation_id, ''))) where released_at is null;

-- Token buckets: per device and per gateway (duty cycle). Kept here, so that a restart forgets nothing.
create table command_rate (key text primary key, tokens float8 not null, refilled_at timestamptz not null);

-- What should not happen and is no command of ours: counted by day, so that a flood fills nothing.
create table security_event (
  organisation_id text not null references organisation,
  day date not null,
  kind text not null,
  subject text not null,
  count bigint not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  detail text not null default '',
  primary key (organisation_id, day, kind, subject)
);

create function notify_command() returns trigger language plpgsql as $$
begin
  if new.state = 'queued' then perform pg_notify('command_queued', ''); end if;
  perform pg_notify('command_changed', new.organisation_id);
  return null;
end $$;
create trigger command_changed after insert or update of state on command for each row execute function notify_command();
create function notify_emergency_stop() returns trigger language plpgsql as $$
begin
  perform pg_notify('emergency_stop', coalesce(new.organisation_id, ''));
  return null;
end $$;
create trigger emergency_stop_changed after insert or update on emergency_stop
  for each row execute function notify_emergency_stop();

-- The audit trail as a chain: each row carries an HMAC over itself and the one before it, by organisation. Written at
-- commit, so that the chain is held for milliseconds and never waited for with a command in hand.
create table audit_chain (
  organisation_id text primary key references organisation,
  -- HMAC-SHA-256 (RFC 2104) by hand: the key already combined with its two paddings. Readable by the owner only.
  inner_key bytea not null,
  outer_key bytea not null,
  count bigint not null default 0,
  head bytea not null default '\x'
);
alter table audit_event add column seq bigint, add column previous bytea, add column hash bytea;
create unique index on audit_event (organisation_id, seq);

create function audit_key_block(key bytea, padding int) returns bytea language plpgsql immutable as $$
declare block bytea := decode(repeat(lpad(to_hex(padding), 2, '0'), 64), 'hex');
begin
  for i in 0 .. length(key) - 1 loop
    block := set_byte(block, i, get_byte(key, i) # padding);
  end loop;
  return block;
end $$;

create function chain_audit_event(event_id bigint) returns void
  language plpgsql security definer set search_path = public as $$
declare
  chain audit_chain;
  event audit_event;
  key bytea;
begin
  select * into strict event from audit_event where id = event_id;
  if event.hash is not null then return; end if;
  key := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  insert into audit_chain (organisation_id, inner_key, outer_key)
    values (event.organisation_id, audit_key_block(key, 54), audit_key_block(key, 92)) on conflict do nothing;
  select * into strict chain from audit_chain where organisation_id = event.organisation_id for update;
  chain.count := chain.count + 1;
  event.hash := sha256(chain.outer_key || sha256(chain.inner_key || chain.head || convert_to(jsonb_build_array(chain.count,
    event.organisation_id, extract(epoch from event.at), event.actor, event.action, event.subject, event.detail)::text, 'utf8')));
  update audit_event set seq = chain.count, previous = chain.head, hash = event.hash where id = event_id;
  update audit_chain set count = chain.count, head = event.hash where organisation_id = event.organisation_id;
end $$;
revoke all on function chain_audit_event, audit_key_block from public;

create function chain_new_audit_event() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  perform chain_audit_event(new.id);
  return null;
end $$;
revoke all on function chain_new_audit_event from public;

select chain_audit_event(id) from (select id from audit_event order by id) known;
create constraint trigger audit_event_chained after insert on audit_event deferrable initially deferred
  for each row execute function chain_new_audit_event();

-- The last word of a chain that is kept elsewhere as well (AUDIT_ANCHORS_FILE): a cut tail or a rewritten chain shows.
create function audit_heads() returns table (organisation_id text, count bigint, head bytea)
  language sql security definer set search_path = public
  as $$ select organisation_id, count, head from audit_chain where count > 0 $$;
revoke all on function audit_heads from public;
grant execute on function audit_heads to trame_actuate;

select protect(array['command_order', 'command', 'command_event', 'lease', 'approval', 'idempotency_key', 'security_event',
  'audit_chain']::regclass[]);
alter table emergency_stop enable row level security;
-- A global stop is seen by everybody, and made on the machine only.
create policy of_organisation on emergency_stop to trame_api
  using (organisation_id = (select current_organisation()) or organisation_id is null)
  with check (organisation_id = (select current_organisation()));
create policy of_all on emergency_stop to trame_rules using (true);

do $$
declare one text;
begin
  foreach one in array array['organisation', 'membership', 'api_key', 'site', 'asset', 'connector', 'device', 'series',
    'binding', 'audit_event', 'command_order', 'command', 'command_event', 'lease', 'approval', 'security_event',
    'emergency_stop'] loop
    execute format('create policy of_actuate on %I to trame_actuate using (true) with check (true)', one);
  end loop;
end $$;

grant select on organisation, membership, api_key, site, asset, connector, device, device_state, series, binding,
  latest_observation, approval, lamp_floor to trame_actuate;
grant select (id, name, disabled) on user_account to trame_actuate, trame_ingest;
grant insert on series, audit_event, security_event to trame_actuate;
grant update on security_event to trame_actuate;
grant select, insert, update on command, command_event, command_order, lease, command_expectation, command_rate,
  emergency_stop to trame_actuate;

grant select, insert, update on command, command_order, lease, approval, idempotency_key, emergency_stop to trame_api;
grant select, insert on command_event to trame_api;
grant select on lamp_floor, security_event to trame_api;
grant delete on idempotency_key to trame_api;
-- What a command that ends no longer waits for.
grant select, update on command_expectation to trame_api, trame_rules;

grant select, update on command, command_expectation, lease, command_order to trame_ingest;
grant select, insert on command_event to trame_ingest;
grant select, insert, update on security_event to trame_ingest;

grant select on device, device_state, binding, series, latest_observation, asset, site, organisation, lamp_floor, membership,
  api_key, emergency_stop, approval to trame_rules;
grant select (id, name, disabled) on user_account to trame_rules;
grant select, insert, update on command, command_order, lease to trame_rules;
grant select, insert on command_event to trame_rules;
grant insert on audit_event to trame_rules;
