-- What an organisation makes public: offers of its use cases, by their ids. Nothing leaves that is not named here.
create table publication (
  organisation_id text not null references organisation,
  dataset text not null,
  published_by text not null,
  published_at timestamptz not null default now(),
  primary key (organisation_id, dataset)
);
select protect(array['publication']::regclass[]);
grant select, insert, delete on publication to trame_api;

-- Whoever asks for public data names no organisation yet: this tells which ones publish it, and nothing else.
create function publishers(wanted text) returns table (id text, name text, slug text, time_zone text)
  language sql stable security definer set search_path = public as $$
    select o.id, o.name, o.slug, o.time_zone from publication p join organisation o on o.id = p.organisation_id
    where p.dataset = wanted order by p.published_at, o.id
  $$;
revoke all on function publishers from public;
grant execute on function publishers to trame_api;
