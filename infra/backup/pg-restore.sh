#!/bin/sh
# Restores a dump of pg-backup.sh into an empty database: pg-restore.sh FILE
# DATABASE_URL is of Backscroll's own login, which becomes the owner; the roles app_rw and app_system are made first when they are missing.
# No process of Backscroll may run meanwhile. Afterwards see docs/backup.md: what was
# erased since the dump is erased again by "backscroll receipt replay", before any other process starts.
set -eu
file=${1:?usage: pg-restore.sh FILE}
: "${DATABASE_URL:?set DATABASE_URL}"
psql -v ON_ERROR_STOP=1 "$DATABASE_URL" <<'SQL'
DO $$ BEGIN
  IF to_regclass('public.teams') IS NOT NULL THEN RAISE EXCEPTION 'this database is not empty'; END IF;
END $$;
DO $$ BEGIN CREATE ROLE app_rw NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE app_system NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT app_rw, app_system TO %I', current_user); EXCEPTION WHEN OTHERS THEN NULL; END $$;
SQL
# pg_restore switches row security on after the data, so the owner may read it in
pg_restore --exit-on-error --single-transaction --no-owner --dbname="$DATABASE_URL" "$file"
