-- Who is told of alerts, by what, and what became of each message. A row of `alert_notice` is the cause, written with
-- the alert; notifications are planned from it, in that transaction or right after, and each leaves by itself.
alter table membership add unique (organisation_id, user_id);

create table notification_settings (
  organisation_id text primary key references organisation,
  settings jsonb not null,
  updated_at timestamptz not null default now()
);

create table notification_preference (
  organisation_id text not null references organisation,
  user_id text not null,
  preferences jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (user_id, organisation_id),
  foreign key (organisation_id, user_id) references membership (organisation_id, user_id) on delete cascade
);

create table on_call_calendar (
  id text primary key check (id ~ '^onc_'),
  organisation_id text not null references organisation,
  name text not null,
  time_zone text not null,
  weekly jsonb not null,
  overrides jsonb not null,
  unique (organisation_id, id)
);

-- Secrets of endpoints are derived from a key outside of the database; only their version is here.
create table webhook_endpoint (
  id text primary key check (id ~ '^whk_'),
  organisation_id text not null references organisation,
  name text not null,
  url text not null,
  enabled boolean not null default true,
  disabled_reason text,
  every_alert_from alert_severity,
  secret_version int not null default 1,
  -- Until then the version before signs too.
  rotation_ends_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  unique (organisation_id, id)
);

create table push_subscription (
  id text primary key check (id ~ '^psh_'),
  organisation_id text not null references organisation,
  user_id text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  unique (organisation_id, endpoint),
  foreign key (organisation_id, user_id) references membership (organisation_id, user_id) on delete cascade
);
create index on push_subscription (user_id, organisation_id);

create table escalation_policy (
  id text primary key check (id ~ '^esc_'),
  organisation_id text not null references organisation,
  name text not null,
  unique (organisation_id, id)
);

create table recipient_group (
  id text primary key check (id ~ '^grp_'),
  organisation_id text not null references organisation,
  name text not null,
  escalation_policy_id text,
  created_at timestamptz not null default now(),
  unique (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, escalation_policy_id) references escalation_policy (organisation_id, id)
);

create table recipient_group_member (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  group_id text not null,
  kind text not null check (kind in ('user', 'onCall', 'email', 'sms', 'webhook')),
  user_id text,
  calendar_id text,
  webhook_id text,
  name text,
  address text,
  language text check (language in ('fr', 'en')),
  foreign key (organisation_id, group_id) references recipient_group (organisation_id, id) on delete cascade,
  foreign key (organisation_id, user_id) references membership (organisation_id, user_id) on delete cascade,
  foreign key (organisation_id, calendar_id) references on_call_calendar (organisation_id, id),
  foreign key (organisation_id, webhook_id) references webhook_endpoint (organisation_id, id) on delete cascade,
  check (num_nonnulls(user_id, calendar_id, webhook_id, address) = 1)
);
create index on recipient_group_member (group_id);

create table escalation_step (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  policy_id text not null,
  after_minutes int not null check (after_minutes between 1 and 10080),
  group_id text not null,
  channels text[],
  foreign key (organisation_id, policy_id) references escalation_policy (organisation_id, id) on delete cascade,
  foreign key (organisation_id, group_id) references recipient_group (organisation_id, id)
);
create index on escalation_step (policy_id);

-- Who is told next, unless somebody acknowledges first.
create table escalation (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  alert_id text not null references alert on delete cascade,
  due_at timestamptz not null,
  group_id text not null,
  channels text[],
  outcome text check (outcome in ('told', 'acknowledged')),
  done_at timestamptz,
  unique (alert_id, group_id, due_at)
);
create index escalation_due on escalation (due_at) where done_at is null;

create table notification (
  id text primary key check (id ~ '^ntf_'),
  organisation_id text not null references organisation,
  alert_id text references alert on delete cascade,
  group_id text,
  -- The event of the alert, the digest or the test: with recipient and channel it is unique, whatever is repeated.
  cause text not null,
  channel text not null check (channel in ('inApp', 'email', 'push', 'sms', 'webhook')),
  recipient text not null,
  recipient_name text not null,
  user_id text references user_account on delete cascade,
  -- What fails together.
  endpoint text not null,
  address text not null,
  language text not null check (language in ('fr', 'en')),
  severity alert_severity,
  content jsonb not null,
  state text not null check (state in ('pending', 'sent', 'failed', 'suppressed', 'digested')),
  attempts int not null default 0,
  -- Also the lease of the worker that has it: after a crash it is due again.
  next_attempt_at timestamptz,
  digest_at timestamptz,
  digest_id text,
  last_error text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  sent_at timestamptz,
  read_at timestamptz,
  unique (organisation_id, cause, recipient, channel)
) with (fillfactor = 80);
create index notification_due on notification (channel, organisation_id, next_attempt_at)
  where state = 'pending' and digest_at is null;
create index notification_digest on notification (digest_at) where state = 'pending' and digest_at is not null;
create index notification_log on notification (organisation_id, created_at desc);
create index notification_inbox on notification (user_id, organisation_id, created_at desc) where channel = 'inApp';
create index on notification (alert_id) where alert_id is not null;
create index on notification (digest_id) where digest_id is not null;

create table notification_attempt (
  id bigint generated always as identity primary key,
  organisation_id text not null references organisation,
  notification_id text not null references notification on delete cascade,
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'failed')),
  -- Our code of the failure: what the other side answered is nobody's business here.
  error text,
  status int,
  took_ms int not null
);
create index on notification_attempt (notification_id, id);

select protect(array['notification_settings', 'notification_preference', 'on_call_calendar', 'webhook_endpoint',
  'push_subscription', 'escalation_policy', 'recipient_group', 'recipient_group_member', 'escalation_step', 'escalation',
  'notification', 'notification_attempt']::regclass[]);

grant select, insert, update, delete on notification_settings, notification_preference, on_call_calendar,
  webhook_endpoint, push_subscription, escalation_policy, recipient_group, recipient_group_member, escalation_step to trame_api;
grant select, insert, update on notification to trame_api;
grant select on escalation, notification_attempt to trame_api;

grant select on notification_settings, notification_preference, on_call_calendar, webhook_endpoint, push_subscription,
  escalation_policy, recipient_group, recipient_group_member, escalation_step, membership to trame_rules;
grant select (id, email, name, disabled) on user_account to trame_rules;
grant update (enabled, disabled_reason) on webhook_endpoint to trame_rules;
grant delete on push_subscription to trame_rules;
grant select, insert, update on escalation, notification, notification_attempt to trame_rules;

-- A page hears of what has just been written for its person.
create function notify_inbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('inbox_changed', new.organisation_id || ' ' || new.user_id);
  return null;
end $$;
create trigger inbox_changed after insert on notification for each row when (new.channel = 'inApp' and new.user_id is not null)
  execute function notify_inbox();

-- The notifier need not ask every moment.
create function notify_notice() returns trigger language plpgsql as $$
begin
  perform pg_notify('notice_given', '');
  return null;
end $$;
create trigger notice_given after insert on alert_notice for each statement execute function notify_notice();
