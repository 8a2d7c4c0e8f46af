import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ConfigurationError } from '@backscroll/core'

/** The account Postgres runs under; empty when it is the caller's own. */
export interface Account {
  uid?: number
  gid?: number
}

/** Postgres refuses to run as root. Borrows an unprivileged account; never creates one. @throws ConfigurationError when there is none. */
export function borrowAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  for (const user of ['postgres', 'nobody']) {
    const uid = idOf('-u', user)
    const gid = idOf('-g', user)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new ConfigurationError('running as root, and there is no "postgres" or "nobody" account: set DATABASE_URL or run as a plain user')
}

/** Whether another account can walk down to this path. Root's home, for one, is closed to it. */
export function isReachable(target: string): boolean {
  for (let dir = target; ; dir = path.dirname(dir)) {
    if (fs.existsSync(dir) && !(fs.statSync(dir).mode & 0o001)) return false
    if (dir === path.dirname(dir)) return true
  }
}

/** Makes a closed directory for the account. Its parents get the usual mode: a recursive mkdir would close them too. */
export function ownedDir(dir: string, account: Account): void {
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  giveTo(dir, account)
}

/** Makes the account the owner of a file or directory. */
export function giveTo(target: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) fs.chownSync(target, uid, gid)
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  } catch {
    return undefined
  }
}
