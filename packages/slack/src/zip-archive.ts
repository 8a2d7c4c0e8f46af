import { stat } from 'node:fs/promises'
import { BadArchiveError } from '@backscroll/core'
import { openPromise, type ZipFile } from 'yauzl'
import { archiveGuard } from './archive-guard.ts'
import type { ArchiveLimits } from './archive-limits.ts'

/** An archive whose table of contents has passed the guard. Nothing of it is ever written to disk. */
export interface ZipArchive {
  names: readonly string[]
  /** Unpacks one file and parses it. @throws BadArchiveError when it is damaged or no JSON. */
  readJson(name: string): Promise<unknown>
  close(): void
}

/** Opens an archive and checks every entry before one is unpacked. @throws BadArchiveError in plain words. */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<ZipArchive> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new BadArchiveError('The archive cannot be read: there is no such file.', { cause })
  })
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true, validateEntrySizes: true }).catch(
    (cause: unknown) => {
      throw new BadArchiveError('The file is not a zip archive, or it is incomplete. Download the export again.', { cause })
    },
  )
  const guard = archiveGuard(limits, size)
  try {
    for await (const entry of zip.eachEntry()) guard.add(entry)
  } catch (error) {
    zip.close()
    throw translated(error)
  }
  return {
    names: [...guard.entries.keys()],
    readJson: (name) => readJson(zip, guard, name, limits.maxFileBytes),
    close: () => zip.close(),
  }
}

async function readJson(zip: ZipFile, guard: ReturnType<typeof archiveGuard>, name: string, maxBytes: number): Promise<unknown> {
  const entry = guard.entries.get(name)
  if (!entry) throw new BadArchiveError(`The archive does not hold ${name}.`)
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      length += chunk.length
      if (length > maxBytes) throw new BadArchiveError(`${name} is too large.`)
      chunks.push(chunk)
    }
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch (cause) {
    if (cause instanceof BadArchiveError) throw cause
    throw new BadArchiveError(`${name} is damaged or is not JSON.`, { cause })
  }
}

function translated(error: unknown): unknown {
  if (error instanceof BadArchiveError) return error
  const leavesItsFolder = error instanceof Error && /path|fileName/.test(error.message)
  const why = leavesItsFolder
    ? 'The archive is refused: a file name in it leaves the folder.'
    : 'The zip archive is damaged. Download the export again.'
  return new BadArchiveError(why, { cause: error })
}
