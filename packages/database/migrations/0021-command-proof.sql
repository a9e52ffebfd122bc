-- The same values may be held against a command twice: as they are stored, and from the outbox. Each counts once.
alter table command_expectation add column judged_at timestamptz;
-- Ingest looks at what it stores for these series, without waiting for the outbox.
create function notify_expectation() returns trigger language plpgsql as $$
begin
  perform pg_notify('command_expects', new.series_id::text);
  return null;
end $$;
create trigger command_expects after insert on command_expectation for each row execute function notify_expectation();
