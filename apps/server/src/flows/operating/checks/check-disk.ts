import { statfs } from 'node:fs/promises'
import type { Context } from '../../../context.ts'
import type { Finding } from '../system-part.ts'

const LEAST_BYTES = 1 << 30
const LEAST_SHARE = 0.05
const GIB = 1 << 30

/** Free space and size of the file system under a directory, in bytes. */
export async function diskSpace(dir: string): Promise<{ freeBytes: number; sizeBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(dir)
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize }
}

/** Room for the search index, and for Postgres where it is the embedded one. */
export async function checkDisk({ config }: { config: Pick<Context['config'], 'DATA_DIR'> }): Promise<Finding> {
  const { freeBytes, sizeBytes } = await diskSpace(config.DATA_DIR)
  const isFull = freeBytes < LEAST_BYTES || freeBytes < sizeBytes * LEAST_SHARE
  const facts = { directory: config.DATA_DIR, freeGiB: rounded(freeBytes / GIB), sizeGiB: rounded(sizeBytes / GIB) }
  const issue = {
    problem: `Only ${facts.freeGiB} GiB of ${facts.sizeGiB} GiB are free where DATA_DIR lies.`,
    remedy: 'Make room or enlarge the volume; indexing rewrites files, so it needs about as much again as the index holds.',
  }
  return { issues: isFull ? [issue] : [], facts }
}

const rounded = (value: number): number => Math.round(value * 10) / 10
