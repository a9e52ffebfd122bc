-- Questions to a network server that are answered with more than yes or no: the device profiles and multicast groups that
-- there are to choose from, and whom it counts among a group. `about` is what is asked about, by action.
alter table network_task rename column device to about;
alter table network_task add column answer jsonb;
alter table network_task drop constraint network_task_action_check;
alter table network_task add constraint network_task_action_check
  check (action in ('register', 'remove', 'disable', 'enable', 'deviceProfiles', 'multicastGroups', 'multicastMembers'));
