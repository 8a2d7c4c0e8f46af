import type { Db } from '@backscroll/db'
import type { FakeSlack } from '@backscroll/fake-slack'
import type postgres from 'postgres'

/** A running server with both companies in it, and what a walk looks at and turns. */
export interface Ground {
  url: string
  db: Db
  /** Superuser in the same database. */
  admin: postgres.Sql
  slack: FakeSlack
  /** Resolves when nothing is on its way. */
  quiet(): Promise<void>
}

/** Everybody may call again at once, and keep as many sets and exports: what is walked through is who may call what, not how often. */
export async function startOver({ admin }: Ground): Promise<void> {
  await admin`delete from throttles`
  await admin`update api_keys set recent_searches = '{}', recent_calls = '{}'`
  await admin`delete from eval_sets`
  await admin`delete from exports where state <> 'ready'`
}
