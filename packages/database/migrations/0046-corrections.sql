-- A person rejects a value through the API, which finds the series under row level security first.
grant update (quality) on observation to trame_api;
grant insert, update, delete on observation_hourly, latest_observation to trame_api;
