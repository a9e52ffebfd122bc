-- A device that says where it is, is compared with where its asset stood: ingest reads that with the device, and again when it
-- changes. Assets are imported before anything is bound to them, so that the trigger has nothing to tell then.
grant select on asset_position to trame_ingest;
create function notify_devices_of_asset() returns trigger language plpgsql as $$
begin
  perform pg_notify('device_changed', moved.device_id) from (
    select distinct b.device_id from binding b join series s on s.id = b.series_id
    where s.asset_id = coalesce(new.asset_id, old.asset_id)) moved;
  return null;
end $$;
create trigger asset_position_changed after insert or update or delete on asset_position
  for each row execute function notify_devices_of_asset();
