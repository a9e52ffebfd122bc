-- ChirpStack's migrations search names by trigram.
create extension if not exists pg_trgm;
