-- Ways between the places of a collection, kept between plans. `key` names the network, its version and the places.
create table travel_matrix (
  organisation_id text not null references organisation,
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  -- Square, row = from; float8 as the processor has them.
  metres bytea not null,
  seconds bytea not null,
  guessed int not null,
  made_at timestamptz not null default now(),
  primary key (organisation_id, key)
);
select protect(array['travel_matrix']::regclass[]);
grant select, insert, update, delete on travel_matrix to trame_rules;
