import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { InvalidInputError, teamId } from '@backscroll/core'
import { publicReceiptKeys, receiptsOf, verifyReceipt } from '@backscroll/db'
import { Command } from 'commander'
import { processEnvironment, readStorageConfig } from '../config.ts'
import { notesInDatabase } from '../flows/erasure/keep-receipt.ts'
import { keysIn, type ReceiptFiles, replayFrom, toldReplay } from './receipt-files.ts'
import { withStorage } from './storage.ts'
import { type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `receipt verify|list|export|replay`: proofs of what was erased. */
export function receiptVerb(): Command {
  const receipt = new Command('receipt').description('proofs of what was erased')
  receipt.addCommand(
    new Command('verify')
      .description('check a receipt; with --key without asking anybody')
      .argument('<file>', 'the receipt, as it was given')
      .option('--key <file>', 'the key set of /.well-known/backscroll-receipts.json; default: the keys of this server')
      .option('--json', 'one JSON object on standard output')
      .action(verify),
  )
  receipt.addCommand(
    new Command('export')
      .description('write the receipts of every workspace into one file, with the ids that a replay needs; no content')
      .requiredOption('--to <file>', 'file that does not exist yet')
      .option('--json', 'one JSON object on standard output')
      .action(exported),
  )
  receipt.addCommand(
    new Command('replay')
      .description('carry out again what was erased since the backup that this database was restored from')
      .option('--receipts <place>', 'file of "receipt export", or a directory; default: DATA_DIR/receipts')
      .option('--key <file>', 'further keys, for receipts that were signed with a key that is not in this database')
      .option('--json', 'one JSON object on standard output')
      .action(replay),
  )
  receipt.addCommand(teamVerb('list', 'receipts of a workspace, also of one that is gone').action(list))
  return receipt
}

async function verify(file: string, options: { key?: string; json?: boolean }): Promise<void> {
  const jws = await readFile(file, 'utf8')
  const keys = options.key === undefined ? await withStorage(({ db }) => db.withSystem(publicReceiptKeys)) : await keysIn(options.key)
  const says = await verifyReceipt(jws, keys)
  if (!says) process.exitCode = 1
  const lines = says ? [JSON.stringify(says, null, 2)] : ['This is not a receipt as it was signed.']
  report({ ok: says !== null, receipt: says }, options, lines)
}

async function exported(options: { to: string; json?: boolean }): Promise<void> {
  const file = path.resolve(options.to)
  const notes = await withStorage(({ db }) => db.withSystem(notesInDatabase))
  const text = notes.map((note) => `${JSON.stringify(note)}\n`).join('')
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new InvalidInputError(`The file is there already, or cannot be written: ${file}`, { cause: error })
  }
  report({ ok: true, file, receipts: notes.length }, options, [`${notes.length} receipts: ${file}`])
}

async function replay(options: ReceiptFiles & { json?: boolean }): Promise<void> {
  const { DATA_DIR: dataDir } = readStorageConfig(processEnvironment())
  const outcome = await withStorage((storage) => replayFrom(storage, { ...options, dataDir }))
  if (outcome.refused.length > 0) process.exitCode = 1
  report({ ok: outcome.refused.length === 0, ...outcome }, options, toldReplay(outcome))
}

async function list(options: TeamOptions): Promise<void> {
  const found = await withStorage(({ db }) => db.withTenant(teamId(options.team), receiptsOf))
  const rows = found.map(({ receiptId, kind, counts, jws, createdAtMs }) => ({
    receiptId,
    kind,
    createdAt: new Date(createdAtMs).toISOString(),
    counts,
    jws,
  }))
  const lines = rows.map((row) => [row.receiptId, row.kind.padEnd(7), row.createdAt].join('  '))
  report({ receipts: rows }, options, lines.length > 0 ? lines : ['Nothing of this workspace was erased.'])
}
