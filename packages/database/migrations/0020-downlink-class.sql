-- Whether a device hears at once is said by its network with each uplink.
grant update (downlink_class) on device to trame_ingest;
-- `device_state.gateway` says it since 0010: one gateway, one name.
alter table device_state drop column best_gateway;
