import { randomBytes } from 'node:crypto'
import { type Db, openDb } from '@backscroll/db'
import postgres from 'postgres'
import { inject } from 'vitest'
import { addressesOf, databaseName, login } from './database-name.ts'

/** A database of one test: `await using database = await aDatabase()`. */
export interface TestDatabase {
  db: Db
  /** For the application's login: no superuser, owns the tables. */
  url: string
  /** Superuser, in the same database: for looking at what the application must not. */
  adminUrl: string
  [Symbol.asyncDispose](): Promise<void>
}

/** Where a database comes from. */
export interface DatabaseOptions {
  /** Without any table. */
  empty?: boolean
  /** A database that `keptDatabase` made, instead of the migrated, empty one. */
  kept?: string
  poolSize?: number
}

/** Clones the migrated template of the run, or what is asked for, in about 30 ms. */
export async function aDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  const { adminUrl, template, cloning } = inject('postgresOfTheRun')
  const name = databaseName('clone', randomBytes(5).toString('hex'))
  const admin = postgres(adminUrl, { max: 1, onnotice() {} })
  const source = options.empty ? 'template0' : (options.kept ?? template)
  await admin.unsafe(`create database ${name} owner ${login()} template ${source} strategy ${cloning}`)
  const { url, adminUrl: adminUrlHere } = addressesOf(name)
  const db = openDb({ url, poolSize: options.poolSize ?? 4 })
  return {
    db,
    url,
    adminUrl: adminUrlHere,
    async [Symbol.asyncDispose]() {
      await db.close()
      await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.end({ timeout: 5 })
    },
  }
}
