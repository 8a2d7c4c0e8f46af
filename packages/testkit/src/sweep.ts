import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

/** Removes what earlier runs left in memory because they were killed: their folder, and the Postgres that outlived them. */
export async function sweep(place: string, beginning: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (!name.startsWith(beginning)) continue
    const folder = path.join(place, name)
    const owner = await numberIn(path.join(folder, 'postgres', 'owner'))
    // one that has no owner yet is just being made
    if (owner === null || isAlive(owner)) continue
    const server = await numberIn(path.join(folder, 'postgres', 'data', 'postmaster.pid'))
    if (server !== null && (await isOf(server, folder))) process.kill(server, 'SIGQUIT')
    await rm(folder, { recursive: true, force: true, maxRetries: 20 })
  }
}

async function numberIn(file: string): Promise<number | null> {
  const first = await readFile(file, 'utf8').catch(() => '')
  return Number.parseInt(first, 10) || null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const isOf = async (pid: number, folder: string): Promise<boolean> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(folder)
