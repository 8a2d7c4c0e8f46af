import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate, startLocalPostgres } from '@backscroll/db'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

/** Where the tests of this run find their Postgres. */
export interface PostgresOfTheRun {
  /** Superuser. */
  adminUrl: string
  /** An application login, no superuser, without a database. */
  appUrl: string
  /** A migrated, empty database to clone. */
  template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresOfTheRun: PostgresOfTheRun
  }
}

/** One Postgres for the whole run: the one at TEST_DATABASE_ADMIN_URL, else an embedded one in a folder that goes away afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_ADMIN_URL
  const folder = given ? null : await mkdtemp(path.join(tmpdir(), 'backscroll-test-'))
  // a closed folder would make the launcher move the data, when root runs the tests
  if (folder) await chmod(folder, 0o755)
  const local = folder ? await startLocalPostgres({ dataRoot: path.join(folder, 'postgres') }) : null
  const adminUrl = given ?? local?.adminUrl ?? ''
  const run = randomBytes(4).toString('hex')
  const template = `backscroll_template_${run}`
  const login = `backscroll_test_${run}`
  const admin = postgres(adminUrl, { max: 1, onnotice() {} })
  // nothing here has to survive a crash; the tests of the launcher start servers of their own
  if (local) await admin`alter system set fsync = off`.then(() => admin`select pg_reload_conf()`)
  await admin.unsafe(`create role ${login} login createrole createdb nosuperuser nobypassrls password 'test'`)
  await admin.unsafe(`create database ${template} owner ${login}`)
  const appUrl = new URL(adminUrl)
  appUrl.username = login
  appUrl.password = 'test'
  appUrl.pathname = `/${template}`
  await migrate(appUrl.href)
  project.provide('postgresOfTheRun', { adminUrl, appUrl: appUrl.href, template })

  return async () => {
    const names = await admin<{ name: string }[]>`select datname as name from pg_database where datname like ${`backscroll_%_${run}%`}`
    if (!local) {
      for (const { name } of names) await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.unsafe(`drop role ${login}`)
    }
    await admin.end({ timeout: 5 })
    await local?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}
