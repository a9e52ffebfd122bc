-- A device that acknowledged and did not act: counted by asset until a later command of the same kind was seen to work.
alter table command drop column alerted_at, add column settled_at timestamptz;
create index command_unconfirmed on command (asset_id) where state = 'unconfirmed' and settled_at is null;
