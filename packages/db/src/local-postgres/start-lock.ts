import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './process.ts'

const POLL_MS = 20
/** No start takes longer. */
const STALE_MS = 90_000
const held = new Set<string>()

/** Runs work while no other start of the same place does, in this process or another. What a dead holder left behind is passed over. */
export async function withStartLock<T>(root: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(root, 'starting')
  while (!take(file)) await pause(POLL_MS)
  held.add(file)
  try {
    return await work()
  } finally {
    held.delete(file)
    fs.rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (isStale(file)) fs.rmSync(file, { force: true })
    return false
  }
}

function isStale(file: string): boolean {
  try {
    const holder = Number(fs.readFileSync(file, 'utf8'))
    if (Date.now() - fs.statSync(file).mtimeMs > STALE_MS) return true
    // in a container that was killed and started again the number is likely to be our own
    if (holder === process.pid) return !held.has(file)
    return holder > 0 && !isAlive(holder)
  } catch {
    return false // it has just gone
  }
}
