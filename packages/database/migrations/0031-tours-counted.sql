-- Which state of a tour the series of the territory have been told: they follow it as it is handed over, done or cancelled.
alter table tour add column counted text;
create index tour_uncounted on tour (organisation_id, date)
  where kind = 'day' and status in ('published', 'done', 'cancelled') and counted is distinct from status;
grant select on site to trame_rules;
