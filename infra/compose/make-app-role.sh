#!/bin/sh
# Runs once, when the database is made. Backscroll's login is no superuser, whom row-level security would not bind; it makes its own roles.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres --dbname "$POSTGRES_DB" -v password="$APP_PASSWORD" <<'SQL'
CREATE ROLE app LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
ALTER DATABASE backscroll OWNER TO app;
ALTER SCHEMA public OWNER TO app;
SQL
