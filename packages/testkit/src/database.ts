import { randomBytes } from 'node:crypto'
import { type Db, openDb } from '@backscroll/db'
import postgres from 'postgres'
import { inject } from 'vitest'
import type {} from './postgres-setup.ts'

/** A database of one test: `await using database = await aDatabase()`. */
export interface TestDatabase {
  db: Db
  /** For the application's login: no superuser, owns the tables. */
  url: string
  /** Superuser, in the same database: for looking at what the application must not. */
  adminUrl: string
  [Symbol.asyncDispose](): Promise<void>
}

/** Clones the migrated template of the run, in about 70 ms; with `empty`, a database without any table. */
export async function aDatabase(options: { empty?: boolean; poolSize?: number } = {}): Promise<TestDatabase> {
  const { adminUrl, appUrl, template } = inject('postgresOfTheRun')
  const run = template.slice(template.lastIndexOf('_') + 1)
  const name = `backscroll_clone_${run}_${randomBytes(5).toString('hex')}`
  const at = (base: string): string => {
    const url = new URL(base)
    url.pathname = `/${name}`
    return url.href
  }
  const admin = postgres(adminUrl, { max: 1, onnotice() {} })
  const source = options.empty ? 'template0' : template
  await admin.unsafe(`create database ${name} owner ${new URL(appUrl).username} template ${source} strategy wal_log`)
  const db = openDb({ url: at(appUrl), poolSize: options.poolSize ?? 4 })
  return {
    db,
    url: at(appUrl),
    adminUrl: at(adminUrl),
    async [Symbol.asyncDispose]() {
      await db.close()
      await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.end({ timeout: 5 })
    },
  }
}
