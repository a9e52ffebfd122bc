-- The kinds of asset, copied from the use cases by the API at its start, so that SQL can join them.
create table asset_type (
  id text primary key,
  use_case text not null,
  function text not null,
  icon text not null,
  main_property text not null
);
grant select, insert, update on asset_type to trame_api;

-- Each asset with the value that its type puts first. Plain joins only: a map of 100,000 assets is one hash join each.
-- The open-ended binding of a series is unique (binding_overlap), and so is the series of a property and slot.
create view asset_now with (security_invoker = true) as
select a.id, a.organisation_id, a.type, a.name, a.site_id, a.geometry, a.position, a.attributes, a.tags, a.updated_at,
  t.function, t.icon, t.main_property,
  s.id as series_id, l.value, l.observed_at, l.received_at, l.quality,
  coalesce(d.expected_interval_ms, 3600000) as expected_interval_ms,
  case when l.series_id is null then 'none'
       when now() - l.observed_at > 3 * coalesce(d.expected_interval_ms, 3600000) * interval '1 millisecond' then 'stale'
       else 'fresh' end as freshness,
  null::text as severity
from asset a
left join asset_type t on t.id = a.type
left join series s on s.asset_id = a.id and s.property = t.main_property and s.slot = ''
left join latest_observation l on l.series_id = s.id
left join binding b on b.series_id = s.id and upper_inf(b.during)
left join device d on d.id = b.device_id
where a.archived_at is null;
grant select on asset_now to trame_api;

create view device_now with (security_invoker = true) as
select d.*, st.last_received_at, st.last_observed_at, coalesce(st.uplink_count, 0) as uplink_count,
  coalesce(st.lost_frames, 0) as lost_frames, st.battery_percent, st.battery_voltage, st.rssi, st.snr,
  st.spreading_factor, st.gateways, st.position,
  case when st.last_received_at is null then 'none'
       when now() - st.last_observed_at > 3 * d.expected_interval_ms * interval '1 millisecond' then 'stale'
       else 'fresh' end as freshness
from device d left join device_state st on st.device_number = d.number;
grant select on device_now to trame_api;

-- A person's sessions may be in several organisations: all but one end together, after a password change.
create function end_sessions_of(member text, keep bytea) returns void
  language sql security definer set search_path = public
  as $$ delete from session where user_id = member and (keep is null or token_hash <> keep) $$;
create function end_session(hash bytea) returns void
  language sql security definer set search_path = public
  as $$ delete from session where token_hash = hash $$;
revoke all on function end_sessions_of, end_session from public;
grant execute on function end_sessions_of, end_session to trame_api;
