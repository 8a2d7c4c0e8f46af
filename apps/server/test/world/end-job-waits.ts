import type postgres from 'postgres'

/** Every job that waits for its time may start now, and its workers are told so: by themselves they look once a second. */
export async function endJobWaits(admin: postgres.ISql): Promise<void> {
  await admin`
    with due as (
      update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now() returning name)
    select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name) from (select distinct name from due) as kinds`
}
