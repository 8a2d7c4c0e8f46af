import { readFile } from 'node:fs/promises'
import { InvalidInputError, teamId } from '@backscroll/core'
import { publicReceiptKeys, receiptsOf, verifyReceipt } from '@backscroll/db'
import { Command } from 'commander'
import { withStorage } from './storage.ts'
import { type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `receipt verify|list`: proofs of what was erased. */
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

async function keysIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new InvalidInputError(`${file} holds no key set.`, { cause: error })
  }
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
