import { BadArchiveError } from '@backscroll/core'
import type { Entry } from 'yauzl'
import type { ArchiveLimits } from './archive-limits.ts'

const MEGABYTE = 1024 ** 2
const FILE_TYPE_MASK = 0o170000
const SYMLINK = 0o120000

/** Collects the entries of an archive and refuses it at the first one that is not a plain, sanely packed file. */
export function archiveGuard(limits: ArchiveLimits, archiveBytes: number) {
  const entries = new Map<string, Entry>()
  let packed = 0
  let unpacked = 0

  return {
    entries,
    /** @throws BadArchiveError */
    add(entry: Entry): void {
      const name = entry.fileName
      const refuse = (why: string): never => {
        throw new BadArchiveError(`The archive is refused: ${why} (${name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 120)}).`)
      }
      if (entries.size >= limits.maxEntries) refuse(`it holds more than ${limits.maxEntries} files`)
      if (entries.has(name)) refuse('it holds two files of the same name')
      if (entry.isEncrypted()) refuse('it is protected by a password')
      if (((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMLINK) refuse('it holds a symbolic link')
      packed += entry.compressedSize
      unpacked += entry.uncompressedSize
      if (entry.uncompressedSize > limits.maxFileBytes) refuse('it holds a file that is too large')
      if (unpacked > limits.maxUnpackedBytes) refuse('it unpacks to too much data')
      if (packed > archiveBytes) refuse('its files overlap')
      if (isBomb(entry.uncompressedSize, entry.compressedSize) || isBomb(unpacked, packed)) refuse('it unpacks to far more than it holds')
      entries.set(name, entry)
    },
  }

  function isBomb(unpackedBytes: number, packedBytes: number): boolean {
    return unpackedBytes > MEGABYTE && unpackedBytes > packedBytes * limits.maxRatio
  }
}
