#!/bin/sh
# Backs up a Postgres of your own with pg_dump: pg-backup.sh DIRECTORY [DAYS]
# ADMIN_DATABASE_URL must be of a superuser or a role with BYPASSRLS: the tables hide their rows from everybody else, the owner included, and
# pg_dump ends with an error then. pg_dump must not be older than the server. DAYS: older dumps are deleted (default 14).
set -eu
directory=${1:?usage: pg-backup.sh DIRECTORY [DAYS]}
days=${2:-14}
: "${ADMIN_DATABASE_URL:?set ADMIN_DATABASE_URL}"
umask 077
mkdir -p "$directory"
name="backscroll-$(date -u +%Y%m%dT%H%M%SZ).dump"
pg_dump --format=custom --compress=6 --no-owner --file="$directory/$name.partial" "$ADMIN_DATABASE_URL"
pg_restore --list "$directory/$name.partial" > /dev/null
mv "$directory/$name.partial" "$directory/$name"
find "$directory" -name 'backscroll-*.dump' -mtime +"$days" -delete
echo "$directory/$name"
