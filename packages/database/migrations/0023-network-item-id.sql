-- Over ChirpStack's API a queue item gets an id of its own. '': it is being sent, and the id is not known yet.
alter table command add column network_item_id text;
create unique index command_network_item on command (network_item_id) where network_item_id <> '';
create index command_nameless on command (device_id) where network_item_id = '';
