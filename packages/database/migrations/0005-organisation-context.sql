-- A connection of a pool that has once named an organisation answers current_setting('app.organisation') with an empty
-- text ever after, not with an error: a forgotten context would read as "no rows". This function always says it.
create function current_organisation() returns text language plpgsql stable parallel safe as $$
declare id text := current_setting('app.organisation', true);
begin
  if coalesce(id, '') = '' then
    raise exception 'this transaction names no organisation' using errcode = 'insufficient_privilege';
  end if;
  return id;
end $$;
grant execute on function current_organisation() to trame_api;

-- In a subquery, so that PostgreSQL asks once a statement and not once a row.
create or replace function protect(tables regclass[]) returns void language plpgsql as $$
declare one regclass;
begin
  foreach one in array tables loop
    execute format('alter table %s enable row level security', one);
    execute format($p$create policy of_organisation on %s to trame_api
      using (organisation_id = (select current_organisation()))
      with check (organisation_id = (select current_organisation()))$p$, one);
    execute format('create policy of_all on %s to trame_ingest using (true) with check (true)', one);
  end loop;
end $$;

do $$
declare one record;
begin
  for one in select schemaname, tablename from pg_policies where policyname = 'of_organisation' and tablename <> 'organisation' loop
    execute format($p$alter policy of_organisation on %I.%I
      using (organisation_id = (select current_organisation()))
      with check (organisation_id = (select current_organisation()))$p$, one.schemaname, one.tablename);
  end loop;
end $$;
alter policy of_organisation on organisation using (id = (select current_organisation()));
