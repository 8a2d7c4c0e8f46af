import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { InvalidInputError } from '@backscroll/core'
import { assertIsolation, type BackupCounts, readBackup, writeBackup } from '@backscroll/db'
import type { Storage } from '../../context.ts'

/** Owner alone: a backup holds messages and sealed tokens. */
const MODE = 0o600

/**
 * Writes a backup of the whole database, compressed, as it is at this moment. The file stands under its name only when it is whole.
 * @throws InvalidInputError when the place cannot be written, or there is such a file already.
 */
export async function backUp({ db, clock }: Pick<Storage, 'db' | 'clock'>, file: string): Promise<BackupCounts> {
  if (existsSync(file)) throw new InvalidInputError(`There is such a file already: ${file}`)
  const partial = `${file}.partial`
  const handle = await opened(partial)
  try {
    const zip = createGzip({ level: 6 })
    const written = pipeline(zip, handle.createWriteStream())
    const write = (piece: Buffer | string): Promise<void> =>
      new Promise((resolve, reject) => {
        zip.write(piece, (error) => (error ? reject(error) : resolve()))
      })
    const counting = writeBackup(db, new Date(clock.nowMs()).toISOString(), write).finally(() => zip.end())
    const [counts] = await Promise.all([counting, written])
    await rename(partial, file)
    return counts
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'w', MODE)
  } catch (error) {
    throw new InvalidInputError(`The file cannot be written: ${file}`, { cause: error })
  }
}

/**
 * Reads a backup into an empty database, all of it or nothing, and proves once more that workspaces are kept apart.
 * @throws InvalidInputError for a file that is not a whole backup of this version; ConflictError when the database is not empty.
 */
export async function restoreBackup({ db, jobs }: Pick<Storage, 'db' | 'jobs'>, file: string): Promise<BackupCounts> {
  const unzip = createGunzip()
  // the pipeline takes its own listener away too early: a file that ends in the middle is told by the reading, and must not end the process
  unzip.on('error', () => {})
  const read = pipeline(createReadStream(file), unzip)
  const restoring = readBackup(db, jobs, unzip)
  try {
    const [counts] = await Promise.all([restoring, read])
    await assertIsolation(db)
    return counts
  } catch (error) {
    unzip.destroy()
    // whoever hears of the failure finds the database as it was, and free
    await Promise.allSettled([restoring, read])
    if (error instanceof Error && 'code' in error && /^(Z_|ENOENT|EACCES|EISDIR|ERR_STREAM)/.test(String(error.code)))
      throw new InvalidInputError(`The file is not there, or is no backup: ${file}`, { cause: error })
    throw error
  }
}
