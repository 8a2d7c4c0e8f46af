import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { migrate, startLocalPostgres } from '@backscroll/db'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { quickestPlace } from './quickest-place.ts'
import { sweep } from './sweep.ts'

/** Where the tests of this run find their Postgres. */
export interface PostgresOfTheRun {
  /** Superuser. */
  adminUrl: string
  /** An application login, no superuser, without a database. */
  appUrl: string
  /** A migrated, empty database to clone. */
  template: string
  /** How databases are cloned: files are copied after a checkpoint, which costs nothing where nothing has to survive a crash. */
  cloning: 'file_copy' | 'wal_log'
  /** For files that tests of this run share; it goes away afterwards. */
  folder: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresOfTheRun: PostgresOfTheRun
  }
}

/** How the folders of runs begin. */
const NAME = 'backscroll-test-run-'
/** Nothing here has to survive a crash, and every worker runs whole servers. The tests of the launcher start servers of their own. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_wal_size=64MB', 'max_connections=300']

/** One Postgres for all projects of a run: the one at TEST_DATABASE_ADMIN_URL, else an embedded one in a folder that goes away afterwards. */
export async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const run = vitest.getRootProject()
  if (run.getProvidedContext().postgresOfTheRun) return undefined
  const started = await startPostgres()
  run.provide('postgresOfTheRun', started.postgres)
  return started.stop
}

async function startPostgres(): Promise<{ postgres: PostgresOfTheRun; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_ADMIN_URL
  const place = await quickestPlace()
  await sweep(place, NAME)
  const folder = await mkdtemp(path.join(place, NAME))
  // a closed folder would make the launcher move the data, when root runs the tests
  await chmod(folder, 0o755)
  const local = given ? null : await startLocalPostgres({ dataRoot: path.join(folder, 'postgres'), settings: SETTINGS })
  const adminUrl = given ?? local?.adminUrl ?? ''
  const run = randomBytes(4).toString('hex')
  const template = `backscroll_template_${run}`
  const login = `backscroll_test_${run}`
  const admin = postgres(adminUrl, { max: 1, onnotice() {} })
  // a fifth of what it takes to open one of the many connections, and nobody guesses this password
  await admin`set scram_iterations = 1`
  await admin.unsafe(`create role ${login} login createrole createdb nosuperuser nobypassrls password 'test'`)
  await admin.unsafe(`create database ${template} owner ${login}`)
  const appUrl = new URL(adminUrl)
  appUrl.username = login
  appUrl.password = 'test'
  appUrl.pathname = `/${template}`
  await migrate(appUrl.href)

  const stop = async () => {
    const names = await admin<{ name: string }[]>`select datname as name from pg_database where datname like ${`backscroll_%_${run}%`}`
    if (!local) {
      for (const { name } of names) await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.unsafe(`drop role ${login}`)
    }
    await admin.end({ timeout: 5 })
    // the usual way to stop writes everything down once more
    if (local) process.kill(local.pid, 'SIGQUIT')
    await local?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { postgres: { adminUrl, appUrl: appUrl.href, template, cloning: local ? 'file_copy' : 'wal_log', folder }, stop }
}
