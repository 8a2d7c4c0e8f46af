import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { type Account, giveTo } from './account.ts'
import type { Places } from './binaries.ts'

/** The password of both roles of the cluster in this place; makes the cluster when there is none. A crash leaves no half one. */
export function ensureCluster({ root, program }: Places, data: string, account: Account): string {
  const passwordFile = path.join(root, 'password')
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    fs.writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    giveTo(passwordFile, account)
    const partial = path.join(root, 'data.init')
    fs.rmSync(partial, { recursive: true, force: true })
    const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const args = ['-D', partial, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...locale, '--no-instructions']
    execFileSync(program('initdb'), args, { ...account, cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: plainEnvironment() })
    fs.renameSync(partial, data)
  }
  return fs.readFileSync(passwordFile, 'utf8').trim()
}

/** What Postgres needs of the environment, so that no variable of the caller steers it. Windows programs need the whole of it. */
export const plainEnvironment = (): NodeJS.ProcessEnv | undefined =>
  process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** The application must not be the bootstrap superuser, who ignores row-level security: makes role `app` and its database. */
export async function provision(adminUrl: string, database: string, password: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice() {} })
  try {
    const role = await sql`select 1 from pg_roles where rolname = 'app'`
    if (role.length === 0) await sql.unsafe(`create role app login createrole createdb nosuperuser nobypassrls password '${password}'`)
    const known = await sql`select 1 from pg_database where datname = ${database}`
    if (known.length === 0) await sql.unsafe(`create database "${database}" owner app`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
