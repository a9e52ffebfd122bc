-- Signs that show what their indicator says, on the rights of whoever switched that on.
create table automatic_sign (
  asset_id text primary key references asset on delete cascade,
  organisation_id text not null references organisation,
  switched_on_by text not null,
  switched_on_at timestamptz not null default now()
);
select protect(array['automatic_sign']::regclass[]);
grant select, insert, update, delete on automatic_sign to trame_api;
grant select on automatic_sign to trame_rules;
