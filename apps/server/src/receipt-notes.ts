import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Receipts of erasures outside of the database: what a restore of an older backup has to carry out again. One small file each. */
export interface ReceiptNotes {
  /** Writes one; it stands under its name only when it is whole. */
  keep(receiptId: string, note: object): Promise<void>
  /** All that are there, as they were written, by file name; nothing without a directory. */
  read(): Promise<{ file: string; text: string }[]>
  remove(file: string): Promise<void>
}

const FILE = /^[0-9a-f-]{36}\.json$/

/** Files in a directory that only the account of this process reads: they name who and what was erased. */
export function receiptNotesIn(directory: string): ReceiptNotes {
  return {
    async keep(receiptId, note) {
      const place = path.join(directory, `${receiptId}.json`)
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await writeFile(`${place}.part`, `${JSON.stringify(note)}\n`, { mode: 0o600 })
      await rename(`${place}.part`, place)
    },
    async read() {
      const files = (await readdir(directory).catch(() => [] as string[])).filter((file) => FILE.test(file)).toSorted()
      return Promise.all(files.map(async (file) => ({ file, text: await readFile(path.join(directory, file), 'utf8') })))
    },
    remove: (file) => rm(path.join(directory, path.basename(file)), { force: true }),
  }
}
