-- What somebody saw there: a photograph made small by the device that took it.
create table alert_photo (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  alert_id text not null references alert on delete cascade,
  type text not null check (type in ('image/jpeg', 'image/webp')),
  bytes bytea not null check (length(bytes) between 1 and 700000),
  added_by text not null,
  added_at timestamptz not null default now()
);
create index on alert_photo (alert_id);
select protect(array['alert_photo']::regclass[]);
grant select, insert on alert_photo to trame_api;
