import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const READY_TIMEOUT_MS = 60_000
const POLL_MS = 10

/** What a running server writes about itself. */
export interface PidFile {
  pid: number
  port: number
  status: string
}

/** Reads `postmaster.pid`; null when there is none. */
export function readPidFile(data: string): PidFile | null {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  } catch {
    return null
  }
}

/** Whether a process exists, also one of another account. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether this pid is the server of this directory: after a restart of the machine the number often belongs to another process. */
export function isOurServer(pid: number, data: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)
  } catch {
    return process.platform !== 'linux'
  }
}

/** Resolves when the server accepts connections. @param failure a sentence as soon as it is known that it never will. */
export async function untilReady(data: string, pid: number, failure: () => string | null): Promise<void> {
  for (const deadline = Date.now() + READY_TIMEOUT_MS; ; await pause(POLL_MS)) {
    const problem = failure()
    if (problem !== null) throw new Error(problem)
    const now = readPidFile(data)
    if (now?.pid === pid && now.status === 'ready') return
    if (Date.now() > deadline) throw new Error('the embedded Postgres did not get ready within 60 s')
  }
}

/** Fast shutdown: running statements are cancelled, committed work is safe. Resolves when the process is gone, after 30 s at most. */
export async function stopServer(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += POLL_MS) await pause(POLL_MS)
}
