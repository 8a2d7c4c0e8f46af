import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Root } from './root.ts'

/** Tables on a local disk. */
export const directoryRoot = (directory: string): Root => ({
  shardUri: (shard) => path.join(directory, shard),
  // a read that looks for newer versions every time costs less than 0.1 ms here
  connection: { readConsistencyInterval: 0 },
  readsNewest: true,
  detectsCollisions: true,
  async holds(below) {
    const names = await readdir(path.join(directory, below)).catch(() => [])
    return names.length > 0
  },
  remove: (below) => rm(path.join(directory, below), { recursive: true, force: true }),
})
