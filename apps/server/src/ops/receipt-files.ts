import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { InvalidInputError } from '@backscroll/core'
import type { Storage } from '../context.ts'
import { type Replayed, replayReceipts } from '../flows/erasure/replay-receipts.ts'
import { receiptNotesIn } from '../receipt-notes.ts'
import { operator } from './team-verb.ts'

/** Where receipts are read from, and by which further keys they are proved. */
export interface ReceiptFiles {
  /** A file of `receipt export`, or a directory; without it that of this server. */
  receipts?: string
  key?: string
}

/** Carries out again what receipts prove, and the database does not know. @throws InvalidInputError for a file that is not there, or holds no keys. */
export async function replayFrom(storage: Storage, { dataDir, receipts, key }: ReceiptFiles & { dataDir: string }): Promise<Replayed> {
  const notes = receipts === undefined ? await receiptNotesIn(path.join(dataDir, 'receipts')).read() : await notesAt(receipts)
  const keys = key === undefined ? [] : (await keysIn(key)).keys
  return replayReceipts(storage, { notes, keys, by: operator() })
}

async function notesAt(place: string): Promise<{ file: string; text: string }[]> {
  const found = await stat(place).catch(() => null)
  if (!found) throw new InvalidInputError(`There are no receipts at ${place}.`)
  if (found.isDirectory()) return receiptNotesIn(place).read()
  const lines = (await readFile(place, 'utf8')).split('\n')
  return lines.flatMap((text, at) => (text.trim() === '' ? [] : [{ file: `${place}:${at + 1}`, text }]))
}

/** A key set as `/.well-known/backscroll-receipts.json` has it. @throws InvalidInputError */
export async function keysIn(file: string): Promise<{ keys: object[] }> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as { keys?: unknown }
    if (!Array.isArray(read.keys)) throw new InvalidInputError('no list of keys')
    return { keys: read.keys }
  } catch (error) {
    throw new InvalidInputError(`${file} holds no key set.`, { cause: error })
  }
}

/** What became of receipts, in sentences. */
export function toldReplay({ replayed, known, elsewhere, refused }: Replayed): string[] {
  return [
    `${replayed.length} erasures are carried out again; ${known} were known, ${elsewhere} are of workspaces that are not here.`,
    ...replayed.map(({ teamId, kind, target }) => `  ${teamId}  ${kind}  ${target}`),
    ...(replayed.length > 0 ? ['Their texts are gone already. A worker does the rest: start one before anything else.'] : []),
    ...refused.map((file) => `Refused, because it is not as it was signed, or by a key that is not known here (see --key): ${file}`),
  ]
}
