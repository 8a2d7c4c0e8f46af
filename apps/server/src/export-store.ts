import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the files of exports lie until they are fetched. Keys look like `T0ACME/<id>.tar.gz`. */
export interface ExportStore {
  /** Writes a file; nobody sees it before it is whole. @returns its size in bytes. */
  write(key: string, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number>
  /** Bytes from `start` to `end`, both included. */
  read(key: string, range: { start: number; end: number }): Readable
  /** Null when there is no such file. */
  size(key: string): Promise<number | null>
  remove(key: string): Promise<void>
  /** Everything that was ever written for a team, half-written files included. @returns how many files went. */
  removeAll(teamId: string): Promise<number>
  count(teamId: string): Promise<number>
}

const KEY = /^T[A-Z0-9]{2,20}\/[0-9a-f-]{36}\.tar\.gz$/

/** Files below a directory that only the account of this process reads. */
export function exportsOnDisk(directory: string): ExportStore {
  const placeOf = (key: string) => {
    if (!KEY.test(key)) throw new Error('this is no key of an export')
    return path.join(directory, key)
  }
  const filesOf = (teamId: string) => readdir(path.join(directory, teamId)).catch(() => [] as string[])
  return {
    async write(key, content, signal) {
      const place = placeOf(key)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      await pipeline(Readable.from(content), createWriteStream(`${place}.part`, { mode: 0o600 }), { signal })
      await rename(`${place}.part`, place)
      return (await stat(place)).size
    },
    read: (key, range) => createReadStream(placeOf(key), range),
    size: (key) =>
      stat(placeOf(key)).then(
        ({ size }) => size,
        () => null,
      ),
    remove: (key) => rm(placeOf(key), { force: true }),
    async removeAll(teamId) {
      const { length } = await filesOf(teamId)
      if (KEY.test(`${teamId}/00000000-0000-0000-0000-000000000000.tar.gz`))
        await rm(path.join(directory, teamId), { recursive: true, force: true })
      return length
    },
    count: async (teamId) => (await filesOf(teamId)).length,
  }
}
