import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ConfigurationError } from '@backscroll/core'
import { type Account, borrowAccount, ownedDir } from './account.ts'
import { choosePlaces, type Places, shortHash } from './binaries.ts'
import { ensureCluster, plainEnvironment, provision } from './cluster.ts'
import { becomeOwner } from './owner.ts'
import { isAlive, isOurServer, readPidFile, stopServer, untilReady } from './process.ts'
import { withStartLock } from './start-lock.ts'

/** A Postgres of our own. */
export interface LocalPostgres {
  /** Application role: owns the database, may create roles, is no superuser. */
  url: string
  /** Superuser. For tests that create databases; never for the application. */
  adminUrl: string
  port: number
  pid: number
  /** It was running already. */
  adopted: boolean
  /** This process is the one to stop it: it started it, or whoever did is gone. */
  owned: boolean
  /** Fast shutdown. Call it after the application has drained. */
  stop(): Promise<void>
}

/**
 * Starts, or adopts, a private Postgres from the packaged binaries. It listens on 127.0.0.1 only, with a random password, on a free
 * port that is new at every start; Ctrl-C does not reach it. A crash during the first start leaves no half cluster; a stale pid file
 * is removed; two starts at once share one server. Not on musl (no such build), network file systems, or a uid without passwd entry.
 * @param options.dataRoot where everything lives; as root it moves to a system directory when Postgres' account cannot reach it.
 * @param options.settings `name=value` for a server that is started, on top of ours.
 * @throws ConfigurationError when there are no binaries or no account for it.
 */
export async function startLocalPostgres(options: {
  dataRoot: string
  database?: string
  settings?: readonly string[]
  log?: (message: string) => void
}): Promise<LocalPostgres> {
  const { dataRoot, database = 'app', settings = [], log } = options
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(database)) throw new ConfigurationError(`not a usable database name: ${database}`)
  const account = borrowAccount()
  const places = choosePlaces(dataRoot, account)
  ownedDir(places.root, account)
  return withStartLock(places.root, async () => {
    const data = path.join(places.root, 'data')
    const password = ensureCluster(places, data, account)
    const running = await adopt(data)
    const { pid, port } = running ?? (await launch({ places, data, account, settings: [...SETTINGS, ...settings] }))
    if (!running) fs.rmSync(path.join(places.root, 'owner'), { force: true })
    const owned = becomeOwner(places.root)
    log?.(`postgres on port ${port}, pid ${pid}${running ? ', was running already' : ''}`)
    const url = `postgres://app:${password}@127.0.0.1:${port}/${database}`
    const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
    await provision(adminUrl, database, password)
    return { url, adminUrl, port, pid, adopted: running !== null, owned, stop: () => stopServer(pid) }
  })
}

/** The server that runs in this directory; null, and no stale pid file, when there is none or it is just stopping. */
async function adopt(data: string): Promise<{ pid: number; port: number } | null> {
  const found = readPidFile(data)
  if (!found) return null
  const { pid } = found
  if (isOurServer(pid, data)) {
    const stopped = 'the running Postgres has stopped'
    try {
      await untilReady(data, pid, () => (isAlive(pid) ? null : stopped))
      return { pid, port: readPidFile(data)?.port ?? found.port }
    } catch (error) {
      if (isAlive(pid)) throw error
    }
  }
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
  return null
}

async function launch({
  places,
  data,
  account,
  settings,
}: {
  places: Places
  data: string
  account: Account
  settings: readonly string[]
}): Promise<{ pid: number; port: number }> {
  const port = await freePort()
  const logFile = path.join(places.root, 'postgres.log')
  const logFd = fs.openSync(logFile, 'a', 0o600)
  const child = spawn(
    places.program('postgres'),
    ['-D', data, '-p', String(port), ...socketArgs(data, account), ...settings.flatMap((setting) => ['-c', setting])],
    // detached: Ctrl-C must not reach it before the application has drained
    { ...account, cwd: places.root, detached: true, stdio: ['ignore', logFd, logFd], env: plainEnvironment() },
  )
  fs.closeSync(logFd)
  let exit: string | null = null
  child.once('error', (error) => {
    exit = error.message
  })
  child.once('exit', (code, signal) => {
    exit = `exit ${code ?? signal}`
  })
  const failure = (): string | null =>
    exit === null ? null : `the embedded Postgres did not start (${exit}), see ${logFile}:\n${fs.readFileSync(logFile, 'utf8').slice(-800)}`
  while (child.pid === undefined && failure() === null) await pause(5)
  if (child.pid === undefined) throw new Error(failure() ?? 'the embedded Postgres did not start')
  await untilReady(data, child.pid, failure)
  child.unref()
  return { pid: child.pid, port }
}

/**
 * Loopback only and no replication. A first backfill fills empty tables within seconds: the usual minute until their statistics come
 * is too long. Parallel queries win nothing here and need shared memory that containers do not have.
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'max_connections=100',
  'shared_buffers=128MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum_naptime=10s',
  'max_parallel_workers_per_gather=0',
]

/** A socket path may have 107 bytes, so its directory is short. */
function socketArgs(data: string, account: Account): string[] {
  if (process.platform === 'win32') return []
  const dir = path.join(os.tmpdir(), `lpg-${shortHash(data, 10)}`)
  ownedDir(dir, account)
  return ['-k', dir]
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
