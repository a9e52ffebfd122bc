-- Multicast groups of a LoRaWAN network server (class B or C): one downlink that all members hear. The group itself, its
-- keys and its session are the network server's; here is who belongs to it, and what became of each sending.
create table multicast_group (
  id text primary key check (id ~ '^mcg_'),
  organisation_id text not null references organisation,
  connector_id text not null references connector,
  -- The network server's own name of it.
  network_group_id text not null,
  name text not null,
  downlink_class text not null check (downlink_class in ('B', 'C')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (connector_id, network_group_id)
);
create index on multicast_group (organisation_id, name);

create table multicast_member (
  group_id text not null references multicast_group on delete cascade,
  device_id text not null references device on delete cascade,
  organisation_id text not null references organisation,
  primary key (group_id, device_id)
);
create index on multicast_member (device_id);

-- One order to all members of a group. `split`: each command goes alone, `detail` says why.
create table multicast_sending (
  id text primary key check (id ~ '^mcs_'),
  organisation_id text not null references organisation,
  group_id text references multicast_group on delete set null,
  connector_id text not null references connector,
  network_group_id text not null,
  order_id text not null references command_order,
  run int not null,
  state text not null check (state in ('waiting', 'sending', 'handedOver', 'sent', 'expired', 'withdrawn', 'split')),
  -- Its frame counter in the group, by which it is found in the network's queue.
  f_cnt bigint,
  handed_over_at timestamptz,
  -- Last seen in that queue: it left later than that.
  still_queued_at timestamptz,
  sent_at timestamptz,
  detail text not null default '',
  unique (order_id, run)
);
create index multicast_sending_open on multicast_sending (state) where state in ('waiting', 'sending', 'handedOver');

alter table command add column multicast_id text references multicast_sending;
create index on command (multicast_id) where multicast_id is not null;

select protect(array['multicast_group', 'multicast_member', 'multicast_sending']::regclass[]);
do $$
declare one text;
begin
  foreach one in array array['multicast_group', 'multicast_member', 'multicast_sending'] loop
    execute format('create policy of_actuate on %I to trame_actuate using (true) with check (true)', one);
  end loop;
end $$;
grant select, insert, update, delete on multicast_group, multicast_member to trame_api;
grant select, insert on multicast_sending to trame_api;
grant select on multicast_group, multicast_member to trame_actuate;
grant select, update on multicast_sending to trame_actuate;
